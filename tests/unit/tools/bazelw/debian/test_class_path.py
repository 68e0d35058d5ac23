"""The jars of the Bazel server."""

import zipfile
from pathlib import Path

from tools.bazelw.debian.class_path import complete_class_path, relocate_class_path


def _jar(root: Path, path: str, class_path: str | None = None) -> None:
    file = root / path.lstrip("/")
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w") as jar:
        if class_path is not None:
            jar.writestr("META-INF/MANIFEST.MF", f"Manifest-Version: 1.0\r\nClass-Path: {class_path}\r\n")


def test_jars_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    _jar(tmp_path, "/usr/share/java/gson.jar")

    jars = complete_class_path(["/usr/share/java/absent.jar", "/usr/share/java/gson.jar"], tmp_path)

    assert jars == ["/usr/share/java/gson.jar"]


def test_what_a_jar_asks_for_is_added_once_and_followed(tmp_path: Path) -> None:
    _jar(tmp_path, "/usr/share/java/grpc.jar", "perfmark.jar ../java/gson.jar notes.txt")
    _jar(tmp_path, "/usr/share/java/perfmark.jar", "grpc.jar /usr/share/java/deep/last.jar")
    _jar(tmp_path, "/usr/share/java/gson.jar")
    _jar(tmp_path, "/usr/share/java/deep/last.jar")

    jars = complete_class_path(["/usr/share/java/grpc.jar"], tmp_path)

    assert jars == [
        "/usr/share/java/grpc.jar",
        "/usr/share/java/perfmark.jar",
        "/usr/share/java/gson.jar",
        "/usr/share/java/deep/last.jar",
    ]


def test_a_manifest_line_broken_in_the_middle_of_a_name_is_joined(tmp_path: Path) -> None:
    _jar(tmp_path, "/usr/share/java/grpc.jar", "perf\r\n mark.jar")
    _jar(tmp_path, "/usr/share/java/perfmark.jar")

    jars = complete_class_path(["/usr/share/java/grpc.jar"], tmp_path)

    assert jars[1:] == ["/usr/share/java/perfmark.jar"]


def test_the_server_is_told_its_version_and_the_new_places(tmp_path: Path) -> None:
    _jar(tmp_path, "/usr/share/java/gson.jar")
    bazel = tmp_path / "usr/share/bazel"
    bazel.mkdir()
    (bazel / "build-label.txt").write_text("7.7.1\n")
    (bazel / "bazel_classpath_debian_depends.txt").write_text("/usr/share/java/gson.jar:/usr/share/java/absent.jar\n")

    relocate_class_path(tmp_path, Path("/cache/entry"))

    assert (bazel / "bazel_classpath_debian_depends.txt").read_text().splitlines() == [
        "/cache/entry/usr/share/bazel/label.jar",
        "/cache/entry/usr/share/java/gson.jar",
    ]
    with zipfile.ZipFile(bazel / "label.jar") as jar:
        assert jar.read("build-data.properties") == b"build.label=7.7.1\n"
