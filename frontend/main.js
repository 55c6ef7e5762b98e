document.title = 'rivergrad';
