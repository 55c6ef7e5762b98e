"""What a network is, as data: layers, loss, where its examples come from, and how it is trained.

Every form of a network (shorthand line, JSON, Playground link, Keras JSON, PyTorch print) is read
into a NetworkSpec. Its JSON schema is published: `NetworkSpec.model_json_schema()`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Activation = Literal[
    "linear", "tanh", "sigmoid", "relu", "leaky_relu", "elu", "gelu", "silu", "softplus"
]
Initialisation = Literal["playground", "zeros", "xavier", "he"]
Loss = Literal["half_squared", "mse", "bce", "cross_entropy"]
DataName = Literal[
    "circle", "xor", "gauss", "spiral", "reg-plane", "reg-gauss", "digits", "clouds", "points"
]
Feature = Literal["x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2"]
Depth = Literal["neuron", "layer"]
Size = Annotated[int, Field(ge=1, le=10_000)]
Small = Annotated[int, Field(ge=1, le=100)]
Nested = float | list[Any]

DEFAULT_SEED = "0.59704"


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Dense(Model):
    """act(h @ W + b). activation: left out, the network's. bias: whether there is a b."""

    kind: Literal["dense"] = "dense"
    units: Size
    activation: Activation | None = None
    bias: bool = True
    init: Initialisation | None = None


class Act(Model):
    """An activation on its own. alpha: of leaky_relu its slope below 0 (left out, 0.01), of elu
    its α (left out, 1)."""

    kind: Literal["activation"]
    activation: Activation
    alpha: float | None = Field(default=None, ge=-1e6, le=1e6)

    @model_validator(mode="after")
    def _alpha_where_there_is_one(self) -> Act:
        if self.alpha is not None and self.activation not in ("leaky_relu", "elu"):
            raise ValueError("only leaky_relu and elu have an alpha")
        return self


class Dropout(Model):
    """Each unit is 0 with probability `rate` while training, else scaled by 1/(1 − rate)."""

    kind: Literal["dropout"]
    rate: float = Field(default=0.5, ge=0.0, lt=1.0)


class BatchNorm(Model):
    """(h − mean) / √(variance + epsilon) · gamma + beta; a trace takes the running statistics."""

    kind: Literal["batch_norm"]
    epsilon: float = Field(default=1e-5, gt=0.0)
    momentum: float = Field(default=0.1, gt=0.0, le=1.0)


class Skip(Model):
    """Adds the output of an earlier layer (1 the first; 0 the inputs) of the same shape."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    kind: Literal["skip"]
    source: int = Field(alias="from", ge=0)


class Conv2D(Model):
    """Filters of kernel × kernel slid over an image (height, width, channels)."""

    kind: Literal["conv2d"]
    filters: Size
    kernel: Small = 3
    stride: Small = 1
    padding: Literal["valid", "same"] = "valid"
    activation: Activation | None = None
    bias: bool = True
    init: Initialisation | None = None


class MaxPool2D(Model):
    """The largest element of each size × size window."""

    kind: Literal["max_pool2d"]
    size: Small = 2
    stride: Small | None = None


class Flatten(Model):
    """All elements in one row."""

    kind: Literal["flatten"]


class RNN(Model):
    """h ← act(x_t @ W + h @ U + b), unrolled over a sequence (time, features); its last h."""

    kind: Literal["rnn"]
    units: Size
    activation: Activation | None = None
    init: Initialisation | None = None


Layer = Annotated[
    Dense | Act | Dropout | BatchNorm | Skip | Conv2D | MaxPool2D | Flatten | RNN,
    Field(discriminator="kind"),
]


class Data(Model):
    """Where the examples come from.

    name: left out, it is chosen by the network's inputs. noise: percent. train_percent: the part
    that is trained on; left out, 50 of Playground's sets and 80 of others. points: rows of inputs
    and targets. csv: the same as text. Only one of a name, points and csv is given.
    """

    name: DataName | None = None
    noise: float = Field(default=0.0, ge=0.0, le=80.0)
    train_percent: float | None = Field(default=None, gt=0.0, le=100.0)
    points: list[list[float]] | None = None
    csv: str | None = None

    @model_validator(mode="after")
    def _from_one_place(self) -> Data:
        if self.points is not None and self.csv is not None:
            raise ValueError("points and csv are both given: leave one out")
        if (self.points is not None or self.csv is not None) and self.name not in (None, "points"):
            own = "csv" if self.points is None else "points"
            raise ValueError(f"{own} and the name {self.name!r} are both given: leave one out")
        return self


class Training(Model):
    """How the weights are learned. The penalty is Playground's: after each step,
    w ← w − learning_rate · regularization_rate · r′(w), with r′ the sign (L1) or w (L2).

    momentum: of `momentum`; betas: of `adam`. shuffle: a new order each epoch. stop_epochs,
    stop_loss: training ends there.
    """

    learning_rate: float = Field(default=0.03, ge=0.0, le=1e6)
    batch_size: int = Field(default=10, ge=1, le=10_000)
    optimizer: Literal["sgd", "momentum", "adam"] = "sgd"
    momentum: float = Field(default=0.9, ge=0.0, lt=1.0)
    betas: tuple[float, float] = (0.9, 0.999)
    regularization: Literal["none", "L1", "L2"] = "none"
    regularization_rate: float = Field(default=0.0, ge=0.0, le=1e6)
    shuffle: bool = False
    stop_epochs: int | None = Field(default=None, ge=0)
    stop_loss: float | None = None

    @field_validator("betas")
    @classmethod
    def _below_one(cls, betas: tuple[float, float]) -> tuple[float, float]:
        if not all(0.0 <= beta < 1.0 for beta in betas):
            raise ValueError("betas must be at least 0 and below 1")
        return betas


class NetworkSpec(Model):
    """A network.

    inputs: their number, or the shape of an image (height, width, channels) or a sequence (time,
    features). features: of points of the plane, as Playground has them. activation: of hidden
    layers; output: of the last one, unless it has its own; "softmax" there means the loss
    cross_entropy. init: left out, `playground` for small networks, else `he` for relu and its like
    and `xavier` for the others. weights: values by name (W1, b1, …), which replace the initial
    ones. depth: of its graph. point: which example is traced, counted from 0. masks: of dropout in
    a trace, drawn from the seed, or open: nothing is dropped.
    """

    inputs: Size | Annotated[list[Size], Field(min_length=1, max_length=3)] = 2
    layers: Annotated[list[Layer], Field(min_length=1, max_length=100)]
    features: Annotated[list[Feature], Field(min_length=1, max_length=7)] | None = None
    activation: Activation = "tanh"
    output: Activation | None = None
    loss: Loss | None = None
    init: Initialisation | None = None
    seed: Annotated[str, Field(max_length=200)] = DEFAULT_SEED
    data: Data = Data()
    training: Training = Training()
    weights: dict[str, Nested] = {}
    depth: Depth | None = None
    point: int = Field(default=0, ge=0)
    masks: Literal["drawn", "open"] = "drawn"

    @model_validator(mode="before")
    @classmethod
    def _softmax_is_in_the_loss(cls, spec: object) -> object:
        return _without_softmax(spec) if isinstance(spec, dict) else spec

    @field_validator("seed", mode="before")
    @classmethod
    def _seed_as_text(cls, seed: object) -> object:
        is_number = isinstance(seed, (int, float)) and not isinstance(seed, bool)
        return str(seed) if is_number else seed

    @field_validator("layers", mode="before")
    @classmethod
    def _dense_where_unsaid(cls, layers: object) -> object:
        if not isinstance(layers, list):
            return layers
        return [_with_kind(layer) for layer in layers]

    @property
    def input_shape(self) -> tuple[int, ...]:
        """The shape of one example."""
        if self.features is not None:
            return (len(self.features),)
        return (self.inputs,) if isinstance(self.inputs, int) else tuple(self.inputs)


def _without_softmax(spec: dict[str, Any]) -> dict[str, Any]:
    """A softmax of the last layer belongs to the loss, which takes the scores before it."""
    layers = spec.get("layers")
    last = layers[-1] if isinstance(layers, list) and layers else None
    if isinstance(last, dict) and last.get("activation") == "softmax":
        layers = [*layers[:-1], {**last, "activation": "linear"}]  # type: ignore[index]
        spec = {**spec, "layers": layers, "output": "softmax"}
    if spec.get("output") != "softmax":
        return spec
    if spec.get("loss") not in (None, "cross_entropy"):
        raise ValueError(f"a softmax has the loss cross_entropy, not {spec['loss']}")
    return {**spec, "output": None, "loss": "cross_entropy"}


def _with_kind(layer: object) -> object:
    if isinstance(layer, int) and not isinstance(layer, bool):
        return {"kind": "dense", "units": layer}
    return {"kind": "dense", **layer} if isinstance(layer, dict) else layer
