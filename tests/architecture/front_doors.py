"""前门: the modules of each app that others may import. ``docs/architecture.md`` shows this table; a test compares the two."""

from __future__ import annotations

DOMAIN_DOORS = ("selectors", "services", "enums", "permissions")

# app → module inside it → names that may be taken from it (empty: all of them)
DOORS: dict[str, dict[str, tuple[str, ...]]] = {
    "tongpin.foundation.access": {"doors": (), "selectors": (), "services": (), "roles": (), "scope": ("Scope",), "permissions": ()},
    "tongpin.foundation.accounts": {
        "doors": (),
        "selectors": (),
        "services": (),
        "permissions": (),
        "enums": (),
        "models": ("User",),
    },
    "tongpin.foundation.orgs": {
        "records": (),
        "selectors": (),
        "services": (),
        "enums": (),
        "permissions": (),
        "models": ("Organisation", "Person", "Post"),
    },
    "tongpin.foundation.files": {"selectors": (), "services": (), "permissions": (), "enums": (), "models": ("StoredFile",)},
    "tongpin.foundation.audit": {
        "services": (),
        "selectors": (),
        "verify": (),
        "permissions": (),
        "enums": (),
        "context": (),
        "middleware": ("client_address",),
    },
    "tongpin.foundation.sealing": {"fields": (), "sealed": ()},
    "tongpin.foundation.jobs": {
        "services": (),
        "selectors": (),
        "registry": (),
        "running": ("JobRun",),
        "worker": (),
        "enums": (),
        "permissions": (),
    },
    "tongpin.foundation.ui": {
        "addresses": (),
        "charts": (),
        "columns": (),
        "components": (),
        "filters": (),
        "formats": (),
        "forms": (),
        "lights": (),
        "lists": (),
        "navigation": (),
        "permissions": (),
        "records": (),
        "stale": (),
        "viewer": (),
        "widgets": (),
    },
    "tongpin.engines.activities": {
        "services": (),
        "selectors": (),
        "enums": (),
        "permissions": (),
        "models": ("Activity", "Participation"),
    },
    "tongpin.engines.dataio": {"annotating": (), "services": (), "selectors": (), "changes": (), "enums": (), "permissions": ()},
    "tongpin.engines.duties": {"services": (), "selectors": (), "enums": (), "permissions": ()},
    "tongpin.engines.indicators": {"services": (), "selectors": (), "figures": (), "enums": (), "permissions": ()},
    "tongpin.engines.notifications": {"services": (), "selectors": (), "permissions": ()},
    "tongpin.engines.ledgers": {"selectors": (), "services": (), "closed": (), "forms": (), "pages": ()},
    "tongpin.engines.packs": {"permissions": (), "selectors": ()},
    "tongpin.engines.rules": {
        **dict.fromkeys(
            (
                "book",
                "cases",
                "columns",
                "duty",
                "evaluate",
                "given",
                "overrides",
                "pack_text",
                "qualifiers",
                "rule",
                "selectors",
                "tables",
                "trace",
                "wording",
            ),
            (),
        ),
    },
    "tongpin.engines.documents": {"content": (), "drawing": (), "lines": (), "official": (), "workbook": (), "pdf": (), "fonts": ()},
    # beside the four doors of every domain
    "tongpin.domains.work": {"schedule": ()},
    "tongpin.interfaces.reports": {"papers": (), "selectors": (), "sentences": (), "services": ()},
}

# Wiring may reach further: who → app → modules.
WIRING: dict[str, dict[str, tuple[str, ...]]] = {
    # oversight: pages about the trail and the jobs, which need doors and page shapes and so stand above both
    "tongpin.foundation.access": {"tongpin.foundation.audit": ("models",), "tongpin.foundation.jobs": ("models",)},
    "tongpin.demo": {"tongpin.interfaces.terminal": ("administration", "answers", "bureau")},
}
UNBOUND = frozenset({"tongpin.config", "tongpin.__main__"})
