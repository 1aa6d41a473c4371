def main() -> None:
    raise SystemExit("not written yet")
