"""Once a day: reads older pages again where the reader has improved, and says what was found and what was not read.

It never crawls and never alerts.
"""

from datetime import datetime, timedelta

import pendulum
from airflow.sdk import dag, task

import pipeline
from pipeline import environment, holdings


@dag(
    dag_id="daily",
    schedule=environment.schedule("30 7 * * *"),
    start_date=datetime(2025, 1, 1, tzinfo=pendulum.timezone("Asia/Karachi")),
    catchup=False,
    max_active_runs=1,
    default_args={
        "retries": 2,
        "retry_delay": timedelta(minutes=1),
        "execution_timeout": timedelta(hours=1),
        "do_xcom_push": False,
    },
    doc_md=__doc__,
    tags=["corridor"],
)
def daily() -> None:
    """Declare the day's work."""
    task(holdings.reread)() >> task(pipeline.compare)() >> task(pipeline.resolve)() >> task(pipeline.report_day)()


daily()
