"""`python -m service` holds the service until a signal asks for its end: what `up` starts."""

from __future__ import annotations

import signal
import sys
import time

from items import Unusable
from service import running


def main() -> None:
    """Hold the service."""

    def stop(*_: object) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    with running(schedules=True, say=lambda line: print(line, flush=True)) as service:
        print(f"Airflow answers at {service.url}", flush=True)
        while True:
            time.sleep(3600)


if __name__ == "__main__":
    try:
        main()
    except Unusable as problem:
        sys.exit(f"corridor: {problem}")
