"""The scheduled run: every outlet is crawled and read, then all that was read is compared, resolved, checked, alerted.

Stages, in the order of the grid: `outlet.crawl` and `outlet.read` once for each outlet, `compare`, `resolve`, `check`,
`alert`, `export`, `watch`, `summarise`, `whole`. A failure holds nothing back; `summarise` fails where an outlet or a
check did, and `whole` is not reached where any stage failed, so that green means whole.
"""

from datetime import UTC, datetime, timedelta

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import Param, chain, dag, task, task_group

import pipeline
from pipeline import environment

STAGE = {"do_xcom_push": False, "trigger_rule": "all_done"}


@dag(
    dag_id="monitor",
    schedule=environment.schedule(),
    start_date=datetime(2025, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=2),
    params={"sample": Param(False, type="boolean", description="Read the sample site instead of the web")},
    render_template_as_native_obj=True,
    default_args={
        "retries": 2,
        "retry_delay": timedelta(seconds=20),
        "retry_exponential_backoff": 3.0,
        "max_retry_delay": timedelta(minutes=10),
        "execution_timeout": timedelta(minutes=30),
    },
    doc_md=__doc__,
    tags=["corridor"],
)
def monitor() -> None:
    """Declare the run."""
    run = {"run": "{{ run_id }}", "sample": "{{ params.sample }}"}
    site = {"sample": "{{ params.sample }}"}

    @task_group
    def outlet(slug: str) -> None:
        label = "{{ task.op_kwargs['outlet'] }}"
        crawl = task(map_index_template=label, pool="outlets", do_xcom_push=False)(pipeline.crawl)
        read = task(map_index_template=label, **STAGE)(pipeline.read)
        crawl(outlet=slug, **run) >> read(outlet=slug, **site)

    stages = (
        task(**STAGE)(pipeline.compare)(**site),
        task(**STAGE)(pipeline.resolve)(**site),
        task(retries=0, **STAGE)(pipeline.check)(**site),
        task(**STAGE)(pipeline.alert)(**site),
        task(**STAGE)(pipeline.export)(**site),
        task(**STAGE)(pipeline.watch)(**run),
        task(retries=0, **STAGE)(pipeline.summarise)(**run),
    )
    chain(outlet.expand(slug=environment.outlets()), *stages)
    stages >> EmptyOperator(task_id="whole", doc="Done only when every stage is: what the state of the run hangs on")


monitor()
