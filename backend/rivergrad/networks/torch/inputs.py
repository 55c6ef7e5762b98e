"""The shape of the inputs, of which a print tells only the features or channels, and whether each
module gets what it says that it takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from rivergrad.errors import Place, SourceError
from rivergrad.networks.foreign import output_shape
from rivergrad.networks.layers.base import Shape

_LARGEST_IMAGE = 128
_USUAL_IMAGE = 28
_USUAL_TIMES = 5
_FIT = "make the modules fit each other"
_ON_IMAGES = ("conv2d", "max_pool2d")
_NO_IMAGES = ("flatten", "dense", "rnn")


class Needs(NamedTuple):
    """What a module says of what comes in after `layers` of ours: its axes and their last size."""

    title: str
    place: Place
    layers: int
    features: int
    axes: int


def input_shape(layers: list[dict[str, Any]], needs: list[Needs]) -> Shape:
    """The first shape that fits all modules. Raises SourceError where none does."""
    if not needs:
        raise SourceError(
            "no module of this PyTorch model tells how many inputs there are",
            hint="add a Linear, Conv2d or RNN",
        )
    problems = []
    for inputs in _candidates(layers, needs):
        problem = _misfit(layers, needs, inputs)
        if problem is None:
            return inputs
        problems.append(problem)
    if len(problems) == 1 or _is_everywhere(problems):
        raise problems[0]
    last = needs[-1]
    raise SourceError(
        f"no square image up to {_LARGEST_IMAGE}×{_LARGEST_IMAGE} fits all modules: at "
        f"{_USUAL_IMAGE}×{_USUAL_IMAGE}, {problems[0].message}",
        problems[0].place or last.place,
        "write the network as JSON, with its inputs",
    )


def _candidates(layers: list[dict[str, Any]], needs: list[Needs]) -> Iterator[Shape]:
    """An image where a layer on images comes first: 28×28 or the smallest square that fits."""
    first = needs[0]
    before = [layer["kind"] for layer in layers[: first.layers + 1]]
    flat = next((i for i, kind in enumerate(before) if kind in _NO_IMAGES), len(before))
    if first.axes == 3 or set(before[:flat]) & set(_ON_IMAGES):
        channels = first.features if first.axes == 3 else 1
        for size in (_USUAL_IMAGE, *range(1, _LARGEST_IMAGE + 1)):
            yield size, size, channels
    elif first.axes == 2:
        yield _USUAL_TIMES, first.features
    else:
        yield (first.features,)


def _misfit(layers: list[dict[str, Any]], needs: list[Needs], inputs: Shape) -> SourceError | None:
    """What does not fit with these inputs."""
    shapes: list[Shape] = [inputs]
    try:
        for layer in layers:
            shapes.append(output_shape(shapes, layer))
    except SourceError as error:
        reached = [need for need in needs if need.layers < len(shapes)]
        return _wanting(reached, shapes) or error
    return _wanting(needs, shapes)


def _wanting(needs: list[Needs], shapes: list[Shape]) -> SourceError | None:
    for need in needs:
        shape = shapes[need.layers]
        if len(shape) != need.axes:
            text = f"needs an example of {need.axes} axes, but {len(shape)} come in"
        elif shape[-1] != need.features:
            text = f"takes {need.features:,} features, but {shape[-1]:,} come in"
        else:
            continue
        return SourceError(f"{need.title} {text}", need.place, _FIT)
    return None


def _is_everywhere(problems: list[SourceError]) -> bool:
    return all(problem.message == problems[0].message for problem in problems)
