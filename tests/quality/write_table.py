"""Puts the rows that the quality tests measured into docs/quality.md, between its markers: write_table.py ROWS PAGE"""

import pathlib
import sys

BEGIN, END = "<!-- measured -->", "<!-- /measured -->"


def main(rows_path, page_path):
    rows = sorted(set(pathlib.Path(rows_path).read_text().splitlines()))
    table = "\n".join(["| law | where | measured | limit | |", "| --- | --- | ---: | ---: | --- |", *rows])
    page = pathlib.Path(page_path)
    before, rest = page.read_text().split(BEGIN)
    _, after = rest.split(END)
    page.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}")
    broken = sum("**broken**" in row for row in rows)
    print(f"{len(rows)} rows, {broken} broken: {page_path}")


if __name__ == "__main__":
    main(*sys.argv[1:])
