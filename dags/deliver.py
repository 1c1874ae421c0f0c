"""Every five minutes: news that waited for a second outlet, digests and failures whose time has come go to readers.

It never crawls. The monitor's task `alert` does the same at the end of each run; both at once send nothing twice.
"""

from datetime import UTC, datetime, timedelta

from airflow.sdk import dag, task

import pipeline
from pipeline import environment


@dag(
    dag_id="deliver",
    schedule=environment.schedule("*/5 * * * *"),
    start_date=datetime(2025, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(minutes=30),
    # What is not delivered stays in the outbox: the next run, five minutes later, is the retry.
    default_args={"retries": 0, "execution_timeout": timedelta(minutes=20), "do_xcom_push": False},
    doc_md=__doc__,
    tags=["corridor"],
)
def deliver() -> None:
    """Declare the round."""
    task(pipeline.alert)()


deliver()
