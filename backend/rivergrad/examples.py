"""The gallery: programs in the order of a course, and what to look at in each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Example(NamedTuple):
    """A program and its inputs. look: one sentence on what to see in it."""

    name: str
    title: str
    look: str
    source: str
    inputs: Mapping[str, Any]
    language: str = "python"


EXAMPLES = (
    Example(
        "add-and-multiply",
        "A sum and a product",
        "The sum hands the gradient −4 on to x and to y unchanged; "
        "the product swaps its operands: z gets the value of q, and q that of z.",
        "q = x + y\nf = q * z",
        {"x": -2.0, "y": 5.0, "z": -4.0},
    ),
    Example(
        "fan-out",
        "One value, used twice",
        "a feeds two gates: two flows come back into it, and its gradient is their sum.",
        "a = tanh(x)\nf = a * y + exp(a)",
        {"x": 0.5, "y": 2.0},
    ),
    Example(
        "seed",
        "The lesson's function in one line",
        "x feeds three gates, so its gradient is the sum of three flows, one of them negative.",
        "(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)",
        {"x": 3.0, "y": -4.0},
    ),
    Example(
        "seed-staged",
        "The lesson's function in eight stages",
        "Eight statements become eight plots of land; a sigmoid written out as 1 / (1 + exp(−y)) "
        "has the local gradient (1 − sigy) · sigy, and the gradients are those of the one line.",
        """\
sigy = 1.0 / (1 + exp(-y))  # (1)
num = x + sigy  # numerator (2)
sigx = 1.0 / (1 + exp(-x))  # (3)
xpy = x + y  # (4)
xpysqr = xpy**2  # (5)
den = sigx + xpysqr  # denominator (6)
invden = 1.0 / den  # (7)
f = num * invden  # (8)""",
        {"x": 3.0, "y": -4.0},
    ),
    Example(
        "seed-latex",
        "The lesson's function as it is typeset",
        "The formula of the lesson, copied as LaTeX, makes the same graph and the same gradients.",
        r"f(x, y) = \frac{x + \sigma(y)}{\sigma(x) + (x+y)^2}",
        {"x": 3.0, "y": -4.0},
        "latex",
    ),
    Example(
        "sigmoid-neuron",
        "A neuron with two inputs",
        "The sigmoid lets 0.2 of the gradient through, its local gradient (1 − out) · out; "
        "each weight then gets its input's value times that.",
        "f = sigmoid(w0*x0 + w1*x1 + w2)",
        {"w0": 2.0, "x0": -1.0, "w1": -3.0, "x1": -2.0, "w2": -3.0},
    ),
    Example(
        "max-circuit",
        "The maximum is a switch",
        "max sends its whole gradient to the larger operand, z; w gets nothing.",
        "f = 2 * (x*y + max(z, w))",
        {"x": 3.0, "y": -4.0, "z": 2.0, "w": -1.0},
    ),
    Example(
        "dead-relu",
        "A closed valve",
        "The relu's input is negative, so its valve is closed: w, x and b have gradient 0, "
        "and no step of learning will open it.",
        "h = relu(w*x + b)\nloss = (h - t)**2",
        {"w": -2.0, "x": 1.5, "b": 0.5, "t": 1.0},
    ),
    Example(
        "kink",
        "A kink",
        "At x = y the slope of |x − y| jumps from −1 to 1; the gradient there is a convention, "
        "0, and the check against finite differences says that there is a kink.",
        "abs(x - y)",
        {"x": 1.0, "y": 1.0},
    ),
    Example(
        "cancellation",
        "Two flows that cancel",
        "Strong flows, 100 and −100, meet in a and cancel exactly: x has gradient 0, "
        "though both paths carry water.",
        "a = x * y\nup = 100 * a\ndown = 100 * a\nf = up - down + z",
        {"x": 3.0, "y": 2.0, "z": 1.0},
    ),
    Example(
        "matrix",
        "A matrix and a vector",
        "Each gradient has its value's shape: that of W is the outer product of 2q and x, "
        "that of x is Wᵀ · 2q.",
        "q = W @ x\nf = sum(q**2)",
        {"W": [[0.1, 0.5], [-0.3, 0.8]], "x": [0.2, 0.4]},
    ),
    Example(
        "softmax-cross-entropy",
        "Softmax and cross-entropy",
        "Logarithm, quotient and exponential together leave a gradient as simple as can be: "
        "the logits get p − y, and their sum is 0.",
        "p = softmax(z)\nloss = -sum(y * log(p))",
        {"z": [1.0, 2.0, 0.5], "y": [0.0, 1.0, 0.0]},
    ),
    Example(
        "two-layer-net",
        "A network of two layers",
        "Four examples go through at once; each bias gets the sum of its column of gradients, "
        "as it was handed to every row.",
        """\
h = tanh(X @ W1 + b1)  # hidden layer
p = sigmoid(h @ W2 + b2)  # output layer
loss = mean((p - y)**2)""",
        {
            "X": [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]],
            "y": [[0.0], [1.0], [1.0], [0.0]],
            "W1": [[0.8, -0.5, 0.3], [-0.4, 0.9, 0.6]],
            "b1": [0.1, 0.0, -0.1],
            "W2": [[0.7], [-0.6], [0.5]],
            "b2": [0.0],
        },
    ),
    Example(
        "network",
        "A network, neuron by neuron",
        "A circle is a neuron and a river is a weight: open a neuron to see its products and "
        "their sum. The gradient of the output's bias is the largest of all.",
        "2-4-2-1 tanh",
        {},
        "network",
    ),
    Example(
        "network-layers",
        "The same network as matrices",
        "All products of a layer are one: X @ W + b. The loss is the same to the last digit.",
        "2-4-2-1 tanh, depth layer",
        {},
        "network",
    ),
    Example(
        "playground-link",
        "A link of TensorFlow Playground",
        "A link opens as the network, data and settings it names, with Playground's own numbers: "
        "train it, and each circle shows where in the plane its neuron fires.",
        "https://playground.tensorflow.org/#activation=tanh&batchSize=10&dataset=xor"
        "&learningRate=0.03&noise=0&networkShape=3&seed=0.59704&percTrainData=50&x=true&y=true",
        {},
        "network",
    ),
    Example(
        "digits",
        "Handwritten digits",
        "The gradient of each hidden unit's weights is an image: it is 0 wherever this digit's "
        "paper is white, for it is the pixel times what comes back into the unit.",
        "784-16-10 relu, batch 32",
        {},
        "network",
    ),
    Example(
        "convolution",
        "A convolution",
        "One kernel of nine weights slides over the whole image, and each weight's gradient is "
        "summed over all places; of every four, pooling sends it back to the largest only.",
        """\
{"inputs": [8, 8, 1],
 "layers": [{"kind": "conv2d", "filters": 1, "kernel": 3, "activation": "relu"},
            {"kind": "max_pool2d", "size": 2}, {"kind": "flatten"}, 2],
 "loss": "cross_entropy", "depth": "layer"}""",
        {},
        "network",
    ),
    Example(
        "recurrent-layer",
        "A recurrent layer",
        "The same U1 carries the state from each of six steps to the next, so five flows come back "
        "into it; the earlier the step, the smaller its flow.",
        """\
{"inputs": [6, 1], "layers": [{"kind": "rnn", "units": 2}, 1], "depth": "layer"}""",
        {},
        "network",
    ),
    Example(
        "symmetric-weights",
        "Weights that can never part",
        "All weights are 0 at the start: the hidden neurons are alike, get the same gradients, "
        "and will be alike for ever.",
        "2-3-1 tanh, init zeros",
        {},
        "network",
    ),
    Example(
        "batch-norm",
        "Batch normalisation",
        "The mean and the variance bind the batch together: the gradients of x sum to 0, "
        "for shifting all of x changes nothing.",
        """\
mu = mean(x)
v = mean((x - mu)**2)
xhat = (x - mu) / sqrt(v + 0.00001)
y = gamma * xhat + beta
loss = sum((y - t)**2)""",
        {"x": [1.0, 2.0, 4.0, 7.0], "gamma": 1.5, "beta": 0.2, "t": [0.0, 1.0, 0.0, 1.0]},
    ),
    Example(
        "attention",
        "Attention on two tokens",
        "Each row of attention weights sums to 1, so that the gradients of its scores sum to 0: "
        "attending more to one token is attending less to the other.",
        """\
scores = Q @ K.T / sqrt(2)
A = softmax(scores, axis=1)
out = A @ V
loss = sum(out * out)""",
        {
            "Q": [[1.0, 0.5], [-0.3, 0.8]],
            "K": [[0.6, -0.2], [0.1, 0.9]],
            "V": [[1.0, 2.0], [-1.0, 0.5]],
        },
    ),
    Example(
        "gradient-descent",
        "Learning, unrolled",
        "Ten steps of w ← w − rate · ∂L/∂w are one long program, and its gradient tells how the "
        "final loss depends on the learning rate: it is negative, so a larger rate does better.",
        """\
for i in range(10):
    w = w - rate * 2 * (w - target)
loss = (w - target)**2""",
        {"w": 0.0, "rate": 0.1, "target": 2.0},
    ),
    Example(
        "rnn",
        "A recurrent network, unrolled",
        "The same w is used in each of four time steps, and a flow comes back from every one; "
        "the earlier an input came, the smaller its gradient.",
        """\
h = h0
for x in [x1, x2, x3, x4]:
    h = tanh(w*h + u*x)
loss = (h - t)**2""",
        {"h0": 0.0, "w": 0.7, "u": 0.5, "x1": 1.0, "x2": -0.5, "x3": 0.8, "x4": 0.3, "t": 1.0},
    ),
    Example(
        "vanishing",
        "A gradient that vanishes",
        "Each sigmoid lets at most a quarter of the gradient through: "
        "after ten of them less than a millionth is left.",
        """\
h = x
for layer in range(10):
    h = sigmoid(w*h + b)
h""",
        {"x": 0.5, "w": 1.0, "b": 0.0},
    ),
    Example(
        "residual",
        "A way around",
        "The same ten layers with h + … around each: the gradient of x is larger than 1, "
        "for the sum hands it on unchanged past every sigmoid.",
        """\
h = x
for layer in range(10):
    h = h + sigmoid(w*h + b)
h""",
        {"x": 0.5, "w": 1.0, "b": 0.0},
    ),
    Example(
        "exploding",
        "A gradient that explodes",
        "Every layer multiplies the gradient by w = 3: after ten layers it is 3¹⁰ = 59,049.",
        """\
h = x
for layer in range(10):
    h = w * h
h""",
        {"x": 0.5, "w": 3.0},
    ),
    Example(
        "nan",
        "Where a NaN arises",
        "The logarithm of a negative number is not a number; from there it spoils "
        "every value downstream, and every gradient on the way back.",
        "q = x - y\nl = log(q)\nf = l * z + x",
        {"x": 1.0, "y": 2.0, "z": 3.0},
    ),
    Example(
        "overflow",
        "Two infinities",
        "exp(800) is beyond the largest number: infinity divided by infinity is not a number, "
        "though the true value is 1; the stable form is sigmoid(x).",
        "e = exp(x)\nf = e / (1 + e)",
        {"x": 800.0},
    ),
)
