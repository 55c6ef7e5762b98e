// The layout engine answers messages by itself when it runs in a worker.
import 'elkjs/lib/elk-worker.min.js';
