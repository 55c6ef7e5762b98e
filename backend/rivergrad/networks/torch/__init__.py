"""What `print(torch.nn.Sequential(...))` prints, nested ones and single modules included."""

from __future__ import annotations

from typing import Any

from rivergrad.errors import Place
from rivergrad.networks.foreign import KINDS, ForeignModel, UnmappedError
from rivergrad.networks.torch.inputs import Needs, input_shape
from rivergrad.networks.torch.modules import ACTIVATIONS, IGNORED, MODULES
from rivergrad.networks.torch.text import Module, is_print, modules

is_torch = is_print


def read_torch(source: str) -> tuple[dict[str, Any], list[Place]]:
    """The spec of a print, and where each layer stands. Raises SourceError that names each module
    and argument without a counterpart."""
    model = ForeignModel("PyTorch")
    needs: list[Needs] = []
    places: list[Place] = []
    for module in modules(source):
        try:
            _add(model, module, needs)
        except UnmappedError as error:
            model.problem(f"{module.title}: {error}", error.hint, module.place)
        places += [module.place] * (len(model.layers) - len(places))
    model.check()
    return model.spec(input_shape(model.layers, needs)), places


def _add(model: ForeignModel, module: Module, needs: list[Needs]) -> None:
    if module.kind in ACTIVATIONS:
        read, fixed = ACTIVATIONS[module.kind]
        word, alpha = read(module.options)
    elif module.kind in MODULES:
        read_layer, fixed = MODULES[module.kind]
        layer, features, axes = read_layer(module.options)
    else:
        raise UnmappedError("this module is not known", KINDS)
    wrong = module.options.others(fixed, IGNORED)
    if wrong:
        raise UnmappedError(wrong)
    if module.kind in ACTIVATIONS:
        model.activate(module.title, word, alpha)
        return
    if axes:
        needs.append(Needs(module.title, module.place, len(model.layers), features, axes))
    model.add(layer)
