import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { newestFrames, openLine } from '../../../frontend/panels/network/socket.js';

function network() {
  const sockets = [];
  const connect = () => {
    const socket = {
      readyState: 0,
      sent: [],
      send: (text) => socket.sent.push(JSON.parse(text)),
      close: () => socket.drop(),
      accept() {
        socket.readyState = 1;
        socket.onopen();
      },
      drop() {
        socket.readyState = 3;
        socket.onclose();
      },
    };
    sockets.push(socket);
    return socket;
  };
  return { sockets, connect };
}

test('a line comes back, ever more patiently, until it is closed', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { sockets, connect } = network();
  const heard = { opened: 0, lost: 0, texts: [] };
  const line = openLine({
    connect,
    opened: () => {
      heard.opened += 1;
    },
    received: (text) => heard.texts.push(text),
    lost: () => {
      heard.lost += 1;
    },
  });
  assert.equal(line.send({ type: 'pause' }), false);
  sockets[0].accept();
  assert.equal(line.send({ type: 'pause' }), true);
  assert.deepEqual(sockets[0].sent, [{ type: 'pause' }]);
  sockets[0].drop();
  mock.timers.tick(299);
  assert.equal(sockets.length, 1);
  mock.timers.tick(1);
  sockets[1].drop();
  mock.timers.tick(599);
  assert.equal(sockets.length, 2);
  mock.timers.tick(1);
  sockets[2].accept();
  sockets[2].onmessage({ data: 'hello' });
  assert.deepEqual(heard, { opened: 2, lost: 2, texts: ['hello'] });
  line.close();
  sockets[2].onmessage({ data: 'late' });
  mock.timers.tick(60_000);
  assert.equal(sockets.length, 3);
  assert.deepEqual(heard.texts, ['hello']);
  mock.timers.reset();
});

test('only the newest frame is drawn, and in order with what is no frame', () => {
  const told = [];
  const works = [];
  const reader = newestFrames({
    whenDrawn: (work) => works.push(work),
    frame: ({ epoch }) => told.push(epoch),
    other: ({ type }) => told.push(type),
  });
  for (const epoch of [1, 2, 3]) reader.received(`{"type":"frame","epoch":${epoch}}`);
  assert.deepEqual(told, []);
  works.shift()();
  assert.deepEqual(told, [3]);
  reader.received('{"type":"frame","epoch":4}');
  reader.received('{"type":"snapshot"}');
  assert.deepEqual(told, [3, 4, 'snapshot']);
  for (const work of works) work();
  reader.received('{"type":"frame","epoch":5}');
  reader.forget();
  for (const work of works) work();
  assert.deepEqual(told, [3, 4, 'snapshot']);
});
