"""The command line: commands, their help, and errors → one clear line and an exit code."""

import sys
from importlib.metadata import entry_points

import typer

from assistant.cli.approve import approve
from assistant.cli.bench import bench
from assistant.cli.check import check
from assistant.cli.demo import demo
from assistant.cli.diagnose import diagnose
from assistant.cli.drift import drift
from assistant.cli.emit_types import emit_types
from assistant.cli.explain import explain
from assistant.cli.feedback import feedback
from assistant.cli.ingest import ingest
from assistant.cli.manual import manual
from assistant.cli.plan import plan
from assistant.cli.search import search
from assistant.cli.serve import serve
from assistant.cli.train import train

app = typer.Typer(
    name="faultlens",
    help="See a machine's fault coming, why, and the cited steps to repair it, over its 3D model.",
    epilog="Start with: faultlens demo",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(demo)
app.command()(check)
app.command()(train)
app.command()(diagnose)
app.command()(explain)
app.command()(drift)
app.command()(ingest)
app.command()(approve)
app.command()(search)
app.command()(manual)
app.command()(plan)
app.command()(feedback)
app.command()(serve)
app.command()(bench)
app.command("emit-types")(emit_types)


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 the input cannot be used, 2 wrong usage, 130 interrupted."""
    for plugin in entry_points(group="faultlens.commands"):
        app.command(plugin.name)(plugin.load())
    try:
        app()
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except Exception as error:
        if not _is_ours(error):
            raise
        print(f"Error: {error}", file=sys.stderr)
        sys.exit(1)


def _is_ours(error: Exception) -> bool:
    """An error that we raise on purpose: its message tells the user what to do."""
    from assistant.errors import AssistantError
    from explain.errors import ExplainError
    from knowledge_base.errors import KnowledgeError

    return isinstance(error, (AssistantError, ExplainError, KnowledgeError))
