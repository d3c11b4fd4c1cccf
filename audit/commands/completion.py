"""`audit completion`: what makes a shell complete the commands and flags."""

from __future__ import annotations

import click


@click.command(
    short_help="Print the script that makes a shell complete.",
    epilog="""
\b
Put it where your shell looks:
  bash   audit completion bash > ~/.local/share/bash-completion/completions/audit
  zsh    audit completion zsh > ~/.zfunc/_audit     (with fpath+=~/.zfunc before compinit)
  fish   audit completion fish > ~/.config/fish/completions/audit.fish
""",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that makes a shell complete commands, flags and names of rules."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    made = kind(context.find_root().command, {}, "audit", "_AUDIT_COMPLETE")
    # Not its `source`, which looks for a bash on this machine first: the script may be for another one.
    click.echo(made.source_template % made.source_vars())
