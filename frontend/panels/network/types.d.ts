// What the API sends of networks and of their training. See /docs.

type Depth = 'neuron' | 'layer';

/** A layer's arrays by their name without the layer's number: W, b, … */
interface LayerArrays {
  layer: number;
  [name: string]: ApiValue;
}
/** Counts of equal intervals from low to high; null where a number is not finite. */
interface Histogram {
  low: number | null;
  high: number | null;
  counts: number[];
}
interface LayerStatistics {
  layer: number;
  label: string;
  gradient_norm: ApiNumber | null;
  weight_norm: ApiNumber;
  update_ratio: ApiNumber | null;
  gradients: Histogram | null;
  activations: Histogram;
  zeros: number;
}
interface PlaneMaps {
  extent: number;
  boundary: ApiNumber[][];
  units: (ApiNumber[][][] | null)[];
}
interface TrainingFrame {
  type: 'frame';
  epoch: number;
  batch: number;
  train_loss: ApiNumber;
  test_loss: ApiNumber;
  accuracy: number | null;
  train_accuracy: number | null;
  learning_rate: number;
  weights: LayerArrays[];
  gradients?: LayerArrays[];
  /** Batch norm's means and variances, by the names of its program's inputs. */
  running_statistics?: Record<string, ApiValue>;
  layers: LayerStatistics[];
  maps: PlaneMaps | null;
  running: boolean;
  kept: number[];
}
interface TrainingSnapshot {
  network: Record<string, unknown>;
  epoch: number;
}
/** Its JSON schema is at /api/network-schema. */
interface NetworkSpec {
  training?: { batch_size?: number; optimizer?: string };
  [field: string]: unknown;
}
/** A network's data set and itself. `source` is what it was asked for. */
interface NetworkData {
  source: string;
  name: string;
  labels: 'sign' | 'probability' | 'one_hot' | 'number';
  examples: number;
  training: number;
  points: [number, number][] | null;
  targets: number[] | null;
  example: { index: number; inputs: Record<string, ApiValue> };
  input_shape: number[];
  depth: Depth;
  loss: string;
  size: number;
  parameters: string[][];
  spec: NetworkSpec;
}
