// The shapes of the data that the page works on. The API's own: see /docs.

/** A number as the API sends it: JSON has no NaN and no infinities. */
type ApiNumber = number | 'NaN' | 'Infinity' | '-Infinity';
interface ApiSummary {
  shape: number[];
  min: number | null;
  max: number | null;
  mean: number | null;
  norm: ApiNumber;
  nonfinite: number;
  thumbnail: ApiNumber[][];
}
/** A value, gradient or flow: a number, nested lists, or what a large array is like. */
type ApiValue = ApiNumber | ApiValue[] | ApiSummary | null;

/** A formula in the three ways it can be shown. */
interface Formula {
  text: string;
  latex: string;
  mathml: string;
}

/** A point of the sheet, and how near one looks. */
interface Sight {
  x: number;
  y: number;
  k: number;
}

interface ApiPlace {
  line: number | null;
  column: number | null;
  end_line: number | null;
  end_column: number | null;
}
interface ApiNode extends ApiPlace {
  id: string;
  kind: 'input' | 'constant' | 'operation';
  operation: string | null;
  name: string | null;
  symbol: string;
  label: string;
  group: string | null;
  shape: number[];
}
interface ApiEdge {
  id: string;
  source: string;
  target: string;
  port: number;
}
interface ApiGroup extends ApiPlace {
  path: string;
  kind: string;
  label: string;
  gate?: string | null;
  parent: string | null;
  inputs: string[];
  outputs: string[];
  derivatives?: (Formula | null)[][];
}
interface ForwardExplanation {
  sentence: string;
  formula: Formula;
  with_numbers: Formula;
  code: string | null;
  line: number | null;
}
interface EdgeExplanation {
  edge: string;
  local: Formula;
  local_with_numbers: Formula | null;
  chain: Formula;
  with_numbers: Formula;
  sentence: string;
  accumulates: boolean;
}
interface BackwardExplanation {
  sentence: string;
  edges: EdgeExplanation[];
  code: string | null;
  line: number | null;
}
interface Finding {
  disease: string;
  severity: 'info' | 'warning' | 'error';
  nodes: string[];
  units: number[];
  cause: string;
  advice: string;
  numbers: Record<string, unknown>;
}
interface ApiTrace {
  value: ApiValue;
  gradients: Record<string, ApiValue>;
  graph: {
    nodes: ApiNode[];
    edges: ApiEdge[];
    groups: ApiGroup[];
    output: string;
    comments: Record<string, string>;
  };
  numbers: {
    values: ApiValue[];
    gradients: ApiValue[];
    local_gradients: ApiValue[];
    flows: ApiValue[];
    group_derivatives: (ApiValue[][] | null)[];
  };
  steps: {
    forward: { node: string; explanation?: ForwardExplanation }[];
    backward: {
      node: string;
      edges: string[];
      accumulates: string[];
      explanation?: BackwardExplanation;
    }[];
  };
  assumed: Record<string, ApiValue>;
  broken: string | null;
  language: string;
  findings?: Finding[];
}
interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  hint?: string | null;
  line?: number | null;
  column?: number | null;
  end_line?: number | null;
  end_column?: number | null;
}
interface Example {
  name: string;
  title: string;
  look: string;
  source: string;
  language: string;
  inputs: Record<string, ApiValue>;
}
interface CodeLine {
  line: number;
  phase: 'forward' | 'backward' | null;
  node: string | null;
  nodes: string[];
  edges: string[];
}
interface ApiCode {
  target: string;
  code: string;
  lines: CodeLine[];
}
interface CheckRow {
  gradient: ApiValue;
  finite_difference: ApiValue;
  relative_error: ApiNumber | null;
  verdict: 'agrees' | 'differs' | 'kink' | 'not_finite';
  note: string | null;
}

/** What a person wants traced; the body of a request. */
interface Question {
  source: string;
  language: string;
  inputs: Record<string, ApiValue>;
  output: string | null;
  upstream: number;
}

/** What is selected or under the pointer. `id` is a node's, an edge's, or a group's path. */
interface Pointed {
  kind: 'node' | 'edge' | 'group';
  id: string;
}

/** A trace in columns: index i is node "n<i>" or edge "e<i>"; -1 says none. */
interface Model {
  nodes: number;
  edges: number;
  kinds: Uint8Array; // 0 input, 1 constant, 2 operation
  names: (string | null)[];
  symbols: string[];
  operations: (string | null)[];
  labels: string[];
  shapes: (number[] | null)[]; // null: a scalar
  groupOf: Int32Array; // node → group
  places: Int32Array; // 4 a node: line, column, end line, end column; line 0: nowhere
  edgeSource: Int32Array;
  edgeTarget: Int32Array;
  edgePort: Int32Array;
  operands: Adjacency; // node → edges that end in it
  uses: Adjacency; // node → edges that begin at it
  groups: Group[];
  output: number;
  forward: Int32Array; // step → node
  backward: Int32Array; // step → node
  forwardStep: Int32Array; // node → step
  backwardStep: Int32Array; // node → step
  comments: Record<string, string>;
  language: string;
}
interface Adjacency {
  start: Int32Array;
  edges: Int32Array;
}
interface Group {
  path: string;
  kind: string;
  label: string;
  gate: string | null;
  parent: number;
  inputs: number[];
  outputs: number[];
  groups: number[]; // children
  nodes: number; // operations in it and in its children
  members: number; // the same with inputs: what is to be seen when all is open
  first: number; // its first node
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  derivatives: (Formula | null)[][] | null;
}
/** What changes when an input changes. Flat columns beside the API's own, for drawing. */
interface Numbers {
  raw: ApiTrace['numbers'];
  value: ApiValue;
  gradients: Record<string, ApiValue>;
  assumed: Record<string, ApiValue>;
  gradient: Float64Array; // node → signed number, or norm of an array; NaN for none
  local: Float64Array; // edge → local gradient; NaN where there is none
  flow: Float64Array; // edge → signed number, or norm
  flowTone: Float32Array; // edge → share of positive minus share of negative, -1 … 1
  gradientTone: Float32Array; // node
  valid: Uint8Array; // edge → 1 where something could flow (no constant)
  broken: number; // first node that is not finite, or -1
  forward: (ForwardExplanation | undefined)[];
  backward: (BackwardExplanation | undefined)[];
  accumulates: Uint8Array; // edge → 1 where it adds to an existing gradient
  findings: Finding[];
}
interface Trace {
  model: Model;
  numbers: Numbers;
}

type Direction = 'down' | 'right';
type Scale = 'auto' | 'linear' | 'log';
interface Point {
  x: number;
  y: number;
}
