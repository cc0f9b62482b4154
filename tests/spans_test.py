#!/usr/bin/env python3
"""Every span that leaves the engine slices to the words it comes with, counted in code points."""
import json
import pathlib
import sys
import tempfile
import unittest

import support

ODD = ("Caf\u00e9 \u201cM\u00f6we\u201d in Velmar closed \U0001F4F0\n\n\u201cWe had 14 guests \u2014 no more,\u201d said Ilse V\u00e1rga, the owner, on Monday.\u00a0"
       "About 250 residents of O\u0161trana live near by, the council says.\n\nIlse V\u00e1rga told reporters on 3 May 2031 that \u201cthe sea took it\u201d.")


class Spans(unittest.TestCase):
    def test_records_and_findings(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            source = support.write_jsonl(folder / "reports.jsonl", range(30))
            with open(source, "a", encoding="utf-8") as file:
                file.write(json.dumps({"id": "odd", "text": ODD, "published": "2031-05-05"}) + "\n")
                file.write(json.dumps({"id": "odd2", "text": ODD.replace("14", "16"), "published": "2031-05-06"}) + "\n")
            records = support.objects(support.run("records", source)[1])
            texts = {r["report"]["id"]: r["text"] for r in records}
            checked = sum(self.check_record(r) for r in records)
            library = folder / "news.db"
            self.assertEqual(support.run("read", source, "--into", library, "--quiet")[0], 0)
            for what in ("ledger", "timeline", "account"):
                for one in support.objects(support.show(library, what)):
                    for passage in self.passages(one):
                        self.assertEqual(texts[passage["report"]][slice(*passage["span"])], passage["exact"])
                        checked += 1
            for copy in support.objects(support.show(library, "copies")):
                for w in copy["rewordings"]:
                    for side in "ab":
                        if side + "_span" in w:
                            self.assertEqual(texts[copy[side]][slice(*w[side + "_span"])], w[side])
                            checked += 1
            self.assertGreater(checked, 300)
            for account in support.objects(support.show(library, "account")):
                for sentence in account["sentences"]:
                    self.assertTrue(sentence["cites"], sentence)

    def check_record(self, record):
        text, n = record["text"], 0
        spans = [s for s in record["sentences"]]
        for kind in ("blocks", "names", "times", "events", "figures"):
            spans += [one["span"] for one in record[kind]]
        for quote in record["quotes"]:
            spans += quote["content"] + quote["cue"] + quote["source"]
        for start, end in spans:
            self.assertTrue(0 <= start < end <= len(text))
            n += 1
        for figure in record["figures"]:
            self.assertEqual(text[slice(*figure["span"])], figure["words"])
        return n

    def passages(self, one):
        for holder in (one, *one.get("readings", []), *one.get("sentences", [])):
            yield from holder.get("passages", [])
            yield from holder.get("cites", [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
