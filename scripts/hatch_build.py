"""前端库装入安装包: the one file used of each front-end package goes into the wheel, with its licence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR_FILES = {
    "node_modules/echarts/dist/echarts.min.js": "vendor/echarts/echarts.min.js",
    "node_modules/echarts/LICENSE": "vendor/echarts/LICENSE",
    "node_modules/echarts/NOTICE": "vendor/echarts/NOTICE",
    "node_modules/echarts/licenses/LICENSE-d3": "vendor/echarts/licenses/LICENSE-d3",
    "node_modules/zrender/LICENSE": "vendor/echarts/licenses/LICENSE-zrender",
}


class VendorFiles(BuildHookInterface):
    """前端库: from node_modules into ``tongpin/vendor`` of the wheel; a source archive takes them along for a later wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the files; an editable installation reads them from node_modules itself."""
        if version == "editable":
            return
        for source, target in VENDOR_FILES.items():
            path = Path(self.root) / source
            if not path.is_file():
                raise FileNotFoundError(f"缺少 {source}，请先执行 make setup。")
            place = f"tongpin/{target}" if self.target_name == "wheel" else source
            build_data["force_include"][str(path)] = place
