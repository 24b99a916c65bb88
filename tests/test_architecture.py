"""The limits that docs and reviews would otherwise only ask for: who imports whom, how long, how named, how written.

A rule reads one module and yields its offenders; each has an example that it must find and one that it must let
pass, so that no rule is silent by mistake. Layers are import-linter's, from `pyproject.toml`.
"""

import ast
import io
import re
import statistics
import subprocess
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from importlinter.application import use_cases
from importlinter.configuration import configure

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "plugins" / "quotidien"

MEDIAN_LINES, USUAL_LINES, MOST_LINES = 8, 35, 50
SHARE_OVER = 0.02
MODULE_LINES = 500
PARAMETERS = 5
TINY_MODULE = 15
FORBIDDEN_WORDS = frozenset("utils helpers misc common manager info obj".split())
LOGGERS = frozenset({"log", "_log"})
BUILDERS = frozenset({"pelican", "jinja2"})

FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its path below the project, its text and its tree."""

    path: str
    source: str
    tree: ast.Module

    @property
    def inner(self) -> Path:
        """The path below the package, or below the project for a file outside it."""
        path = ROOT / self.path
        return path.relative_to(PACKAGE if path.is_relative_to(PACKAGE) else ROOT)


Rule = Callable[[Module], Iterator[str]]


def _module(source: str, path: str = "plugins/quotidien/example.py") -> Module:
    return Module(path, source, ast.parse(source))


def _read(paths: list[Path]) -> list[Module]:
    return [_module(path.read_text("utf-8"), path.relative_to(ROOT).as_posix()) for path in paths]


ROOT_FILES = [path for path in (ROOT / "tasks.py",) if path.exists()]
MODULES = _read(sorted(PACKAGE.rglob("*.py")) + ROOT_FILES)


# -- The rulers -----------------------------------------------------------------------------------------------------


def code_lines(module: Module) -> set[int]:
    """Return the numbers of the lines that hold code: no blank, no comment, no string that stands alone."""
    silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    tokens = tokenize.generate_tokens(io.StringIO(module.source).readline)
    lines = {n for t in tokens if t.type not in silent for n in range(t.start[0], t.end[0] + 1)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            lines -= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


def functions(module: Module) -> Iterator[FUNCTION]:
    return (node for node in ast.walk(module.tree) if isinstance(node, FUNCTION))


def function_lengths(module: Module) -> dict[str, int]:
    """Return lines of code from `def` to the end, by `path:function (line)`."""
    lines = code_lines(module)
    return {
        f"{module.path}:{node.name} (line {node.lineno})": sum(
            node.lineno <= n <= (node.end_lineno or node.lineno) for n in lines
        )
        for node in functions(module)
    }


def words(name: str) -> set[str]:
    """Split a name on underscores and capitals."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)}


# -- The rules ------------------------------------------------------------------------------------------------------


def takes_too_much(module: Module) -> Iterator[str]:
    if module.path == "tasks.py":  # a task's flags are its parameters
        return
    for node in functions(module):
        names = [arg.arg for arg in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]]
        if len([name for name in names if name not in {"self", "cls"}]) > PARAMETERS:
            yield node.name


def lacks_docstring(module: Module) -> Iterator[str]:
    if not ast.get_docstring(module.tree):
        yield "(the module)"
    yield from _undocumented(module.tree)


def _undocumented(parent: ast.AST) -> Iterator[str]:
    for node in ast.iter_child_nodes(parent):
        if not isinstance(node, NAMED) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield node.name
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(node)


def asserts(module: Module) -> Iterator[str]:
    return (f"line {node.lineno}" for node in ast.walk(module.tree) if isinstance(node, ast.Assert))


def swallows(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            silent = all(isinstance(s, ast.Pass) or ast.unparse(s) == "..." for s in node.body)
            if node.type is None or (silent and _catches_all(node.type)):
                yield f"line {node.lineno}"
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            yield from (f"line {node.lineno}" for argument in node.args if _catches_all(argument))


def _catches_all(kind: ast.expr) -> bool:
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(ast.unparse(each) in {"Exception", "BaseException"} for each in kinds)


def formats_a_log_line(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and _is_log_call(node.func):
            yield from (f"line {inner.lineno}" for inner in ast.walk(node) if isinstance(inner, ast.JoinedStr))


def _is_log_call(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id in LOGGERS


def named_vaguely(module: Module) -> Iterator[str]:
    names = [Path(part).stem for part in module.inner.parts]
    names += [node.name for node in ast.walk(module.tree) if isinstance(node, NAMED)]
    return (name for name in names if words(name) & FORBIDDEN_WORDS)


def changes_after_birth(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ClassDef) or node.name.startswith("_"):
            continue
        for decorator in node.decorator_list:
            call = decorator.func if isinstance(decorator, ast.Call) else decorator
            if ast.unparse(call).split(".")[-1] == "dataclass" and not _is_frozen(decorator):
                yield node.name


def _is_frozen(decorator: ast.expr) -> bool:
    keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
    said = {keyword.arg: ast.unparse(keyword.value) for keyword in keywords}
    return said.get("frozen") == "True" and said.get("slots") == "True"


def prints(module: Module) -> Iterator[str]:
    if module.path == "tasks.py" or module.inner.parts[0] == "commands":
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield f"line {node.lineno}"


def knows_the_builder(module: Module) -> Iterator[str]:
    if module.inner.parts[0] == "site":
        return
    for node in ast.walk(module.tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        yield from (f"line {node.lineno}" for name in names if name.split(".")[0] in BUILDERS)


DOC = '"""Doc."""\n'
RULES: dict[Rule, tuple[str, str]] = {
    takes_too_much: (
        "def f(a, b, c, d, e, *, g): ...",
        "class C:\n    def f(self, a, b, c, d, *, e): ...",
    ),
    lacks_docstring: (
        DOC + "class C:\n    '''Doc.'''\n    def f(self): ...",
        DOC + "def f():\n    '''Doc.'''\n    def inner(): ...\ndef _g(): ...",
    ),
    asserts: (
        "assert x",
        "if not x: raise ValueError",
    ),
    swallows: (
        "try: f()\nexcept (OSError, Exception): pass",
        "try: f()\nexcept OSError: pass\nexcept Exception as e: g(e)",
    ),
    formats_a_log_line: (
        "_log.info(f'{n} new')",
        "log.info('Collected', new=n)\nother.info(f'{n}')",
    ),
    named_vaguely: (
        "class FeedManager: ...",
        "def information_of(object_): ...",
    ),
    changes_after_birth: (
        "@dataclass(frozen=True)\nclass C: ...",
        "@dataclasses.dataclass(frozen=True, slots=True)\nclass C: ...\n@dataclass\nclass _D: ...",
    ),
    prints: (
        "print('x')",
        "console.print('x')",
    ),
    knows_the_builder: (
        "from jinja2.ext import Extension",
        "import pelican_like\nfrom .jinja2 import x",
    ),
}
BY_NAME = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)


@BY_NAME
def test_the_rule_finds_what_it_forbids(rule: Rule) -> None:
    assert list(rule(_module(RULES[rule][0])))


@BY_NAME
def test_the_rule_lets_its_counterpart_pass(rule: Rule) -> None:
    assert list(rule(_module(RULES[rule][1]))) == []


@BY_NAME
def test_no_module_breaks_the_rule(rule: Rule) -> None:
    offenders = [f"{module.path}: {what}" for module in MODULES for what in rule(module)]
    assert not offenders, _list(rule.__name__.replace("_", " "), offenders)


# -- Lengths --------------------------------------------------------------------------------------------------------


def test_the_ruler_counts_code_and_nothing_else() -> None:
    module = _module('def f(\n    a,\n):\n    """Doc.\n\n    More.\n    """\n\n    # why\n    return """a\n\nb"""\n')
    assert list(function_lengths(module).values()) == [6]


def test_functions_are_short() -> None:
    lengths = {name: n for module in MODULES for name, n in function_lengths(module).items()}
    longest = sorted(lengths.items(), key=lambda item: (-item[1], item[0]))
    shown = _list("the longest functions", [f"{n} lines: {name}" for name, n in longest if n > USUAL_LINES])
    assert statistics.median(lengths.values()) <= MEDIAN_LINES, shown
    assert statistics.quantiles(lengths.values(), n=20)[-1] <= USUAL_LINES, shown
    assert sum(n > MOST_LINES for n in lengths.values()) <= SHARE_OVER * len(lengths), shown


def test_modules_are_short() -> None:
    lengths = {module.path: len(code_lines(module)) for module in MODULES}
    offenders = [f"{n} lines: {path}" for path, n in lengths.items() if n > MODULE_LINES]
    assert not offenders, _list(f"over {MODULE_LINES} lines", offenders)


# -- The whole ------------------------------------------------------------------------------------------------------


def test_packages_import_only_what_their_layer_allows(capsys: pytest.CaptureFixture[str]) -> None:
    configure()
    kept = use_cases.lint_imports(str(ROOT / "pyproject.toml"), cache_dir=None, no_logo=True)
    assert kept, capsys.readouterr().out


def test_each_module_has_its_test_at_the_same_place() -> None:
    offenders = [
        f"{module.path} wants {folder}/test_{stem}*.py"
        for module in MODULES
        if (ROOT / module.path).is_relative_to(PACKAGE) and _can_be_tested(module)
        for folder, stem in [_place_of_test(module.inner)]
        if not list((ROOT / folder).glob(f"test_{stem}*.py"))
    ]
    assert not offenders, _list("without a test", offenders)


def _can_be_tested(module: Module) -> bool:
    """A module that only declares values has nothing of its own to test."""
    return len(code_lines(module)) > TINY_MODULE and any(functions(module))


def _place_of_test(inner: Path) -> tuple[str, str]:
    path = inner.parent if inner.name == "__init__.py" else inner.with_suffix("")
    return (Path("tests") / path.parent).as_posix(), path.name


def test_the_place_of_a_test_follows_from_the_place_of_the_module() -> None:
    assert _place_of_test(Path("site/feeds.py")) == ("tests/site", "feeds")
    assert _place_of_test(Path("data/__init__.py")) == ("tests", "data")


MACHINE_PATH = re.compile(r"(?<![\w/.~*-])/(?:work|root)/")


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    offenders = [
        f"{path}:{number}"
        for path in _files_of_the_project()
        for number, line in enumerate(_text(ROOT / path).splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert not offenders, _list("machine paths", offenders)


def test_a_machine_path_is_told_from_an_address() -> None:
    assert MACHINE_PATH.search("read " + "/" + "work/x")
    assert not MACHINE_PATH.search("https://news.example" + "/" + "work/x")


def _files_of_the_project() -> list[str]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no git checkout to list: {error}")
    return sorted(path for path in listed.split("\0") if path and (ROOT / path).is_file())


def _text(path: Path) -> str:
    raw = path.read_bytes()
    return "" if b"\0" in raw else raw.decode("utf-8", errors="replace")


def _list(title: str, offenders: list[str]) -> str:
    return "\n  ".join([f"{title}:", *offenders])
