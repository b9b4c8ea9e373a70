"""Engines run the queries and kernels of measures: DuckDB embedded, Spark for whole networks."""

from __future__ import annotations

from kithkin.model.engine import Engine
from kithkin.model.errors import Misuse

#: The engines by name, each with the module and class that implement it; imported only when asked for.
ENGINES = {
    "duckdb": ("kithkin.engines.duckdb", "DuckEngine"),
    "spark": ("kithkin.engines.spark", "SparkEngine"),
}


def open_engine(name: str = "duckdb", master: str | None = None) -> Engine:
    """Return a new engine; `master` is the address of a Spark cluster."""
    import importlib

    if name not in ENGINES:
        raise Misuse(f"There is no engine named {name}.", f"Use one of: {', '.join(ENGINES)}.")
    module, cls = ENGINES[name]
    factory = getattr(importlib.import_module(module), cls)
    engine: Engine = factory(master) if name == "spark" and master else factory()
    return engine
