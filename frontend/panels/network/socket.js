// A socket that comes back: when the server goes away or starts anew, it connects again, ever more
// patiently, and the caller says once more where it was.

const SOONEST = 300;
const LATEST = 8000;

/**
 * @typedef {object} Line
 * @property {(message: object) => boolean} send false where nobody is connected
 * @property {() => void} close for good
 */

/**
 * @param {object} how
 * @param {() => WebSocket} how.connect
 * @param {() => void} how.opened each time that there is a connection
 * @param {(text: string) => void} how.received
 * @param {() => void} how.lost
 * @returns {Line}
 */
export function openLine({ connect, opened, received, lost }) {
  let patience = SOONEST;
  let done = false;
  /** @type {WebSocket} */
  let socket;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const dial = () => {
    socket = connect();
    socket.onopen = () => opened();
    socket.onmessage = ({ data }) => {
      if (done) return;
      if (data.startsWith(FRAME)) patience = SOONEST; // it is really there for us
      received(data);
    };
    socket.onclose = () => {
      if (done) return;
      lost();
      timer = setTimeout(dial, patience);
      patience = Math.min(patience * 2, LATEST);
    };
  };
  dial();
  return {
    send(message) {
      if (socket.readyState !== 1) return false;
      socket.send(JSON.stringify(message));
      return true;
    },
    close() {
      done = true;
      clearTimeout(timer);
      socket.close();
    },
  };
}

const FRAME = '{"type":"frame"';

/**
 * Reads messages: frames only when there is time to draw one, and then the newest.
 * @param {object} how
 * @param {(work: () => void) => void} how.whenDrawn
 * @param {(frame: TrainingFrame) => void} how.frame
 * @param {(message: any) => void} how.other
 */
export function newestFrames({ whenDrawn, frame, other }) {
  /** @type {string | null} */
  let newest = null;
  const take = () => {
    if (newest === null) return;
    const text = newest;
    newest = null;
    frame(JSON.parse(text));
  };
  return {
    /** @param {string} text */
    received(text) {
      if (!text.startsWith(FRAME)) {
        take(); // what comes after a frame is told after it
        other(JSON.parse(text));
        return;
      }
      if (newest === null) whenDrawn(take);
      newest = text;
    },
    forget() {
      newest = null;
    },
  };
}
