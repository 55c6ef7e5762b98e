document.title = "rivergrad";
