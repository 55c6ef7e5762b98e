// All rivers in one instanced draw call of WebGL 2. A frame sets a few uniforms and draws.

import { columnsOf, MANY, ROW } from './columns.js';
import { fragment, SEGMENTS, vertex } from './shaders.js';

const INSTANCED = /** @type {const} */ ([
  ['from', 0],
  ['to', 4],
  ['way', 8],
  ['widths', 12],
  ['times', 16],
  ['marks', 20],
]);
const COLOURS = [
  ['paper', 'paper'],
  ['positive', 'water-positive'],
  ['positiveLight', 'water-positive-light'],
  ['negative', 'water-negative'],
  ['negativeLight', 'water-negative-light'],
  ['broken', 'broken'],
];

/**
 * @typedef {object} WaterPainter
 * @property {(scene: import('../../scene/scene.js').Scene, waters: import('../../scene/waters.js').Waters) => void} fill
 * @property {(theme: import('../theme.js').Theme) => void} dye
 * @property {(frame: {camera: import('../camera.js').Camera, position: number, time: number, width: number, height: number}) => void} draw
 * @property {() => boolean} isLost whether it can draw no more
 * @property {() => void} destroy
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {WaterPainter | null} null where there is no WebGL 2
 */
export function webglWater(canvas) {
  const gl = canvas.getContext('webgl2', { antialias: false, premultipliedAlpha: true });
  if (!gl) return null;
  const program = linked(gl);
  if (!program) return null;
  const uniform = (/** @type {string} */ name) => gl.getUniformLocation(program, name);
  const places = {
    camera: uniform('camera'),
    window: uniform('window'),
    position: uniform('position'),
    time: uniform('time'),
    zoom: uniform('zoom'),
    lined: uniform('lined'),
  };
  const ribbon = corners(gl, program);
  const instances = instanceBuffer(gl, program);
  gl.useProgram(program);
  blend(gl);
  let count = 0;
  return {
    fill(scene, waters) {
      const data = columnsOf(scene, waters);
      count = data.length / ROW;
      gl.uniform1f(places.lined, scene.rivers.length > MANY ? 0 : 1);
      gl.bindBuffer(gl.ARRAY_BUFFER, instances);
      gl.bufferData(gl.ARRAY_BUFFER, data, gl.DYNAMIC_DRAW);
    },
    dye(theme) {
      for (const [name, property] of COLOURS) gl.uniform3fv(uniform(name), theme.rgb(property));
    },
    draw({ camera, position, time, width, height }) {
      gl.viewport(0, 0, canvas.width, canvas.height);
      gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
      if (!count) return;
      gl.uniform3f(places.camera, camera.x, camera.y, camera.k);
      gl.uniform2f(places.window, width, height);
      gl.uniform1f(places.position, position);
      gl.uniform1f(places.time, time);
      gl.uniform1f(places.zoom, (camera.k * canvas.width) / width);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, ribbon, count);
    },
    isLost: () => gl.isContextLost(),
    destroy: () => gl.getExtension('WEBGL_lose_context')?.loseContext(),
  };
}

/** Water lies on water, and lines along the shores below both. @param {WebGL2RenderingContext} gl */
function blend(gl) {
  gl.enable(gl.DEPTH_TEST);
  gl.depthFunc(gl.LEQUAL);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
}

/** @param {WebGL2RenderingContext} gl */
function linked(gl) {
  const program = gl.createProgram();
  for (const [type, source] of /** @type {const} */ ([
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ])) {
    const shader = /** @type {WebGLShader} */ (gl.createShader(type));
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
}

/**
 * The corners of a ribbon: a strip of SEGMENTS quadrilaterals.
 * @param {WebGL2RenderingContext} gl
 * @param {WebGLProgram} program
 */
function corners(gl, program) {
  const points = [];
  for (let segment = 0; segment <= SEGMENTS; segment += 1) {
    points.push(segment / SEGMENTS, -1, segment / SEGMENTS, 1);
  }
  const buffer = gl.createBuffer();
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array(points), gl.STATIC_DRAW);
  const place = gl.getAttribLocation(program, 'corner');
  gl.enableVertexAttribArray(place);
  gl.vertexAttribPointer(place, 2, gl.FLOAT, false, 0, 0);
  return points.length / 2;
}

/**
 * @param {WebGL2RenderingContext} gl
 * @param {WebGLProgram} program
 */
function instanceBuffer(gl, program) {
  const buffer = gl.createBuffer();
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  for (const [name, offset] of INSTANCED) {
    const place = gl.getAttribLocation(program, name);
    if (place < 0) continue;
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, 4, gl.FLOAT, false, ROW * 4, offset * 4);
    gl.vertexAttribDivisor(place, 1);
  }
  return buffer;
}
