// Water on the graphics card: a ribbon along each piece of a bed. The current is noise, stretched
// along the bed and carried downstream; two copies take turns, so that it never shears apart. Lines
// follow the shores as on an engraved map; by their depth they lie below the water of every river.

import { BARBS, CASING, SHORE_LINES, VALVE_REACH } from '../ribbon.js';

export const SEGMENTS = 22;
const float = (/** @type {number} */ number) => number.toFixed(2);
const SHORES = SHORE_LINES[SHORE_LINES.length - 1].off + 1.5;
/** Only narrow rivers have barbs: in wide ones the current itself shows the sign. */
const BARBED = `(1.0 - smoothstep(${float(BARBS.narrow / 2)}, ${float(BARBS.narrow / 2 + 1)}, halfWidth))`;
/** How much of the lines wide rivers have, seen from near: narrow ones have none. */
const LINED = 'lined * smoothstep(1.5, 6.0, halfWidth) * smoothstep(0.35, 0.7, zoom)';

export const vertex = `#version 300 es
in vec2 corner;      // along the piece 0 … 1, across it −1 … 1
in vec4 from, to;    // two points each
in vec4 way;         // distance at the piece's start and end, length, where the valve is
in vec4 widths;      // before and after the valve; tone before and after
in vec4 times;       // when the water runs down: from, to; speed before and after
in vec4 marks;       // seed, broken before and after the valve
uniform vec3 camera; // x, y, zoom
uniform vec2 window;
uniform float position, lined;
out vec2 place;      // distance along the river, across it in pixels
out float halfWidth, head;
flat out vec4 kind;  // seed, where the valve is, broken before and after it
flat out vec4 sides; // tone before and after the valve, speed before and after it
flat out float shut;

const float REACH = ${float(VALVE_REACH)};
const float CASING = ${float(CASING + 1)};

void main() {
  float t = corner.x, u = 1.0 - t;
  vec2 p0 = from.xy, p1 = from.zw, p2 = to.xy, p3 = to.zw;
  vec2 point = u*u*u*p0 + 3.0*u*u*t*p1 + 3.0*u*t*t*p2 + t*t*t*p3;
  vec2 along = 3.0*u*u*(p1 - p0) + 6.0*u*t*(p2 - p1) + 3.0*t*t*(p3 - p2);
  vec2 normal = length(along) > 1e-4 ? normalize(vec2(-along.y, along.x)) : vec2(1.0, 0.0);
  float distance = mix(way.x, way.y, t);
  float past = smoothstep(way.w - REACH, way.w + REACH, distance);
  shut = widths.y == 0.0 ? 1.0 : 0.0;
  halfWidth = 0.5 * mix(widths.x, widths.y, past * (1.0 - shut));
  if (halfWidth > 0.0) halfWidth = max(halfWidth, 0.5 / camera.z); // seen from any distance
  float progress = times.y > times.x ? clamp((position - times.x) / (times.y - times.x), 0.0, 1.0) : 0.0;
  head = progress >= 1.0 ? 1e9 : progress * way.z;
  float zoom = camera.z;
  float reach = halfWidth + mix(CASING, ${float(SHORES)}, ${LINED});
  place = vec2(distance, corner.y * reach);
  kind = vec4(marks.x, way.w, marks.yz);
  sides = vec4(widths.zw, times.zw);
  vec2 screen = (point + normal * corner.y * reach) * camera.z + camera.xy;
  gl_Position = vec4(screen / window * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0);
}`;

export const fragment = `#version 300 es
precision highp float;
in vec2 place;
in float halfWidth, head;
flat in vec4 kind, sides;
flat in float shut;
uniform float time, zoom, position, lined;
uniform vec3 paper, positive, positiveLight, negative, negativeLight, broken;
out vec4 colour;

float hash(vec2 p) {
  p = fract(p * vec2(0.1031, 0.1130));
  p += dot(p, p.yx + 33.33);
  return fract((p.x + p.y) * p.x);
}
float noise(vec2 p) {
  vec2 i = floor(p), f = fract(p);
  f = f * f * (3.0 - 2.0 * f);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x),
             mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}
// Fine streaks along the bed; negative water has them slanted, like a hatching.
float current(vec2 p, float slant) {
  vec2 q = vec2(p.x + slant * abs(p.y) * 2.2, p.y);
  float fine = noise(vec2(q.x * 0.055, q.y * 0.9 + kind.x * 17.0));
  float finer = noise(vec2(q.x * 0.11 + 40.0, q.y * 1.7 + kind.x * 31.0));
  float hatching = smoothstep(0.72, 0.95, abs(fract(q.x / 11.0) * 2.0 - 1.0)) * slant;
  return max(smoothstep(0.52, 0.86, 0.62 * fine + 0.38 * finer), 0.75 * hatching);
}

// Negative water has barbs at its banks, which tell it apart however narrow it is.
float barb(float along, float off, float blur) {
  float at = abs(fract((along + off) / ${float(BARBS.every)}) - 0.5) * ${float(BARBS.every)};
  float line = 1.0 - smoothstep(0.5 - blur, 0.5 + blur, at);
  return line * (1.0 - smoothstep(${float(BARBS.reach)} - blur, ${float(BARBS.reach)} + blur, off));
}

// The lines along the shores, at a distance from the bank.
float shoreLines(float off, float blur) {
  float lines = 0.0;
${SHORE_LINES.map(({ off, strength }) => `  lines += ${float(strength)} * (1.0 - smoothstep(0.3, 0.3 + 1.2 * blur, abs(off - ${float(off)})));`).join('\n')}
  return lines * ${LINED};
}

void main() {
  float blur = 0.7 / zoom;
  float across = abs(place.y);
  float ahead = head - place.x;
  bool isBefore = place.x < kind.y;
  if (ahead < 0.0 || halfWidth < 0.05 || (shut > 0.5 && !isBefore)) discard;
  float tone = isBefore ? sides.x : sides.y;
  float speed = shut > 0.5 ? 0.0 : isBefore ? sides.z : sides.w;
  float tip = clamp(ahead / max(halfWidth * 2.0, 3.0), 0.0, 1.0);
  float bank = halfWidth * sqrt(tip);
  float water = 1.0 - smoothstep(bank - blur, bank + blur, across);
  float casing = 1.0 - smoothstep(bank + ${float(CASING)} - blur, bank + ${float(CASING)} + blur, across);

  float turn = time * 0.22 + kind.x * 0.37;
  vec2 phases = fract(vec2(turn, turn + 0.5));
  float negativeShare = 0.5 - 0.5 * tone;
  float lane = noise(vec2(place.x * 0.012, place.y * 0.45 + kind.x * 7.0));
  float isNegative = negativeShare <= 0.0 ? 0.0 : negativeShare >= 1.0 ? 1.0
    : smoothstep(lane - 0.06, lane + 0.06, negativeShare);
  vec2 drift = (phases - 0.5) * speed / 0.22;
  float one = current(vec2(place.x - drift.x, place.y), isNegative);
  float two = current(vec2(place.x - drift.y + 61.0, place.y), isNegative);
  float mixing = abs(phases.x * 2.0 - 1.0);
  float streak = mix(one, two, mixing) * smoothstep(0.0, 40.0, speed + 12.0);

  bool isBroken = (isBefore ? kind.z : kind.w) > 0.5;
  vec3 deep = isBroken ? broken : mix(positive, negative, isNegative);
  vec3 light = mix(positiveLight, negativeLight, isNegative);
  float shore = smoothstep(bank - max(1.6, bank * 0.35), bank, across);
  vec3 body = mix(mix(deep, light, streak * 0.72), deep * 0.82, shore * 0.75);
  if (isBroken) {
    float shards = step(0.42, noise(vec2(place.x * 0.16, place.y * 0.5 + kind.x)));
    body = mix(broken, paper, shards * 0.85);
  }
  water = max(water, barb(place.x, across - bank, blur) * isNegative * tip * ${BARBED});
  float cover = max(casing, water);
  float lines = shoreLines(across - bank, blur) * tip * smoothstep(0.0, 16.0, place.x);
  if (cover < 0.05 && lines < 0.01) discard;
  gl_FragDepth = cover < 0.05 ? 0.8 : 0.2;
  colour = mix(vec4(deep, 1.0) * lines, vec4(mix(paper, body, water), 1.0), cover);
}`;
