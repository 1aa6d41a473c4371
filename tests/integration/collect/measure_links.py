"""Links found / links that are there on each real page: `python -m tests.integration.collect.measure_links`."""

from __future__ import annotations

from pipelines.collect.addresses import address_key
from pipelines.collect.families import FAMILIES, Column
from tests.integration.collect.real_pages import DETAILS, LISTS


def main() -> None:
    """One line a page, misses named, then the sum."""
    there_sum = found_sum = 0
    for real in (*LISTS, *DETAILS):
        links = FAMILIES[real.family].entries(real.read(), Column(real.url, real.family))
        found = {address_key(link.url) for link in links}
        there = real.there()
        misses = [text or key for key, text in there.items() if key not in found]
        extra = [link.text or link.url for link in links if address_key(link.url) not in there]
        there_sum, found_sum = there_sum + len(there), found_sum + len(there) - len(misses)
        print(
            f"{real.number}  {len(there) - len(misses)}/{len(there)}  {real.url}  missed {misses}  beside {extra}"
        )
    print(f"{found_sum}/{there_sum} = {100 * found_sum / there_sum:.1f} %")


if __name__ == "__main__":
    main()
