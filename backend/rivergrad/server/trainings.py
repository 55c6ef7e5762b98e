"""Training and diagnosis as works: a request in, a document out."""

from __future__ import annotations

from typing import Any

from rivergrad.diagnosis import diagnose_training
from rivergrad.errors import InputError
from rivergrad.languages.network import NAME
from rivergrad.limits import Limits
from rivergrad.networks.reading import is_network, read_network
from rivergrad.server.training_answers import train_document
from rivergrad.server.training_requests import DiagnoseRequest, NetworkRequest, TrainRequest
from rivergrad.training import Trainer, resumed, train
from rivergrad.wire import finding_document

_USUAL_EPOCHS = 100


def trainer_of(request: NetworkRequest | DiagnoseRequest, limits: Limits) -> Trainer:
    """A new trainer, or one that goes on from the snapshot. Raises InputError where the source is
    no network, and what reading it raises."""
    if request.snapshot is not None:
        return resumed(request.snapshot, limits)
    source = request.source or ""
    if request.language not in (NAME, "auto") or (
        request.language == "auto" and not is_network(source)
    ):
        raise InputError(
            "only networks can be trained, and this is a program", None, "write 2-4-2-1 tanh"
        )
    return Trainer(read_network(source).spec, limits)


def trained(request: TrainRequest, limits: Limits) -> Any:
    """The curves of a training."""
    trainer = trainer_of(request, limits)
    epochs = _epochs_left(trainer) if request.epochs is None else request.epochs
    return train_document(train(trainer, epochs, request.record, limits))


def _epochs_left(trainer: Trainer) -> int:
    """Up to the epoch where the spec ends; where it says none, a hundred."""
    stop = trainer.spec.training.stop_epochs
    return _USUAL_EPOCHS if stop is None else max(0, stop - trainer.epoch)


def diagnosed_training(request: DiagnoseRequest, limits: Limits) -> Any:
    """What is wrong with a training that is tried out."""
    trainer = trainer_of(request, limits)
    epochs = {} if request.epochs is None else {"epochs": request.epochs}
    checkup = diagnose_training(trainer, limits=limits, **epochs)
    return {"findings": [finding_document(finding) for finding in checkup.findings]}
