/* 图表: draws our neutral description {heading, unit, as_of, categories, series} with ECharts in the colours of the tokens.
   Zero baseline, target as a line, last year lighter, forecast dashed, missing as a gap. The figures stand in the page as a table too. */
const drawn = new Set();
let library = null;

function loadLibrary(address) {
  library ??= new Promise((resolve, reject) => {
    if (window.echarts) return resolve(window.echarts);
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => resolve(window.echarts));
    script.addEventListener("error", reject);
    document.head.append(script);
  });
  return library;
}

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const number = (text) => (text === null ? null : Number(text));
const written = (value) => (value === null || value === undefined || value === "-" ? "—" : Number(value).toLocaleString("zh-CN", { maximumFractionDigits: 6 }));

function colours(series) {
  const palette = [1, 2, 3, 4, 5].map((n) => token(`chart-${n}`));
  let next = 0;
  const own = new Map();
  for (const one of series) {
    if (one.role === "current") own.set(one, palette[next++]);
    if (one.role === "last_year") own.set(one, token("chart-past"));
    if (one.role === "target") own.set(one, token("chart-target"));
  }
  for (const one of series) if (one.role === "forecast") own.set(one, palette[0]);
  return own;
}

function seriesOption(one, colour, single) {
  const common = { name: one.name, data: one.values.map(number), animation: false, emphasis: { disabled: true } };
  if (one.role === "target")
    return { ...common, type: "line", symbol: "none", z: 5, lineStyle: { color: colour, width: 1.5 }, itemStyle: { color: colour } };
  if (one.kind === "line")
    return {
      ...common,
      type: "line",
      connectNulls: false,
      symbol: "circle",
      symbolSize: 6,
      lineStyle: { color: colour, width: 2, type: one.role === "forecast" ? "dashed" : "solid" },
      itemStyle: { color: one.role === "forecast" ? token("surface") : colour, borderColor: colour, borderWidth: 1.5 },
    };
  const planned = one.role === "forecast";
  return {
    ...common,
    type: "bar",
    barMaxWidth: 26,
    barGap: "12%",
    stack: one.role === "last_year" || !single.shared ? undefined : "now",
    itemStyle: planned ? { color: "transparent", borderColor: colour, borderType: "dashed", borderWidth: 1.2 } : { color: colour },
    label: { show: single.labels, position: "top", color: token("ink-2"), fontSize: 11, formatter: ({ value }) => (value === null ? "" : written(value)) },
  };
}

function option(data, forPaper) {
  const own = colours(data.series);
  const words = { color: token("ink-2"), fontSize: 12, fontFamily: token("font") };
  const bars = data.series.filter((one) => one.kind === "bar" && one.role !== "target");
  const shared = bars.filter((one) => one.role === "forecast" || one === bars.find((bar) => bar.role === "current"));
  const icons = { target: "path://M0,4L16,4L16,6L0,6Z", forecast: "roundRect" };
  return {
    animation: false,
    textStyle: { fontFamily: token("font") },
    backgroundColor: forPaper ? token("surface") : "transparent",
    title: forPaper
      ? { text: data.heading, subtext: data.as_of ? `截至 ${data.as_of}` : "", left: 12, top: 8, textStyle: { ...words, color: token("ink"), fontSize: 16 }, subtextStyle: words }
      : undefined,
    legend: { show: data.series.length > 1, data: data.series.map((one) => ({ name: one.name, icon: icons[one.role] || "rect" })), top: forPaper ? 14 : 0, right: 4, itemWidth: 16, itemHeight: 9, textStyle: words, selectedMode: false },
    grid: { left: 8, right: 16, top: forPaper ? 72 : data.series.length > 1 ? 34 : 18, bottom: 4, containLabel: true },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      axisPointer: { type: bars.length ? "shadow" : "line", shadowStyle: { color: token("line"), opacity: 0.35 } },
      backgroundColor: token("surface"),
      borderColor: token("line-strong"),
      textStyle: { ...words, color: token("ink") },
      formatter: (points) => [points[0].axisValue, ...points.map((p) => `${p.seriesName}  ${written(p.value)}${p.value === null || p.value === undefined ? "" : data.unit}`)].join("\n"),
    },
    xAxis: {
      type: "category",
      data: data.categories,
      axisLine: { lineStyle: { color: token("chart-axis") } },
      axisTick: { show: false },
      axisLabel: { ...words, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      scale: false,
      min: (range) => Math.min(0, range.min),
      splitNumber: 4,
      axisLine: { show: false },
      axisLabel: { ...words, formatter: written },
      splitLine: { lineStyle: { color: token("chart-split") } },
    },
    series: data.series.map((one) => seriesOption(one, own.get(one), { labels: bars.length === 1 && data.series.length <= 2, shared: shared.includes(one) })),
  };
}

/* what is saved is for paper: always in the light colours */
function paperOption(data) {
  const root = document.documentElement;
  const own = root.dataset.theme;
  root.dataset.theme = "light";
  const made = option(data, true);
  if (own) root.dataset.theme = own;
  else delete root.dataset.theme;
  return made;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 4000);
}

class Drawing {
  constructor(figure, echarts) {
    this.figure = figure;
    this.echarts = echarts;
    this.data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
    this.canvas = figure.querySelector("[data-chart-canvas]");
    this.table = figure.querySelector(".chart-table");
    this.canvas.hidden = false;
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", `${this.data.heading}图${this.data.as_of ? `，截至 ${this.data.as_of}` : ""}，数据见数据表`);
    figure.classList.add("has-canvas");
    this.table.open = false;
    this.chart = echarts.init(this.canvas, null, { renderer: "canvas" });
    this.draw();
    this.tools();
    this.watch = new ResizeObserver(() => this.chart.resize());
    this.watch.observe(this.canvas);
  }

  draw() {
    this.chart.setOption(option(this.data, false), true);
  }

  tools() {
    const box = Object.assign(document.createElement("div"), { className: "chart-tools" });
    const button = (text, act) => {
      const made = Object.assign(document.createElement("button"), { type: "button", className: "button button-quiet button-small", textContent: text });
      made.addEventListener("click", () => act(made));
      box.append(made);
      return made;
    };
    button("数据表", (made) => {
      this.table.open = !this.table.open;
      this.canvas.hidden = this.table.open;
      made.textContent = this.table.open ? "图形" : "数据表";
      if (!this.table.open) this.chart.resize();
    });
    button("存为图片", () => this.save("canvas", "png"));
    button("存为矢量图", () => this.save("svg", "svg"));
    this.figure.querySelector(".chart-head").append(box);
  }

  async save(renderer, ending) {
    const name = `${this.data.title}${this.data.as_of ? `_截至${this.data.as_of}` : ""}.${ending}`;
    const size = { width: 960, height: 480 };
    if (renderer === "svg") {
      const paper = this.echarts.init(null, null, { renderer, ssr: true, ...size });
      paper.setOption(paperOption(this.data));
      save(new Blob([paper.renderToSVGString()], { type: "image/svg+xml" }), name);
      paper.dispose();
      return;
    }
    const canvas = document.createElement("canvas");
    const paper = this.echarts.init(canvas, null, { renderer, devicePixelRatio: 2, ...size });
    paper.setOption(paperOption(this.data));
    paper.getZr().flush();
    canvas.toBlob((blob) => {
      save(blob, name);
      paper.dispose();
    });
  }
}

export async function startCharts(within) {
  const figures = [...within.querySelectorAll("figure[data-chart]:not([data-drawn])")];
  if (!figures.length) return;
  for (const figure of figures) figure.dataset.drawn = "1";
  let echarts;
  try {
    echarts = await loadLibrary(figures[0].dataset.library);
  } catch {
    return; /* the tables stay open */
  }
  for (const figure of figures) drawn.add(new Drawing(figure, echarts));
}

function redraw() {
  for (const drawing of drawn) {
    if (document.contains(drawing.figure)) {
      drawing.chart.resize();
      drawing.draw();
    } else {
      drawing.watch.disconnect();
      drawing.chart.dispose();
      drawn.delete(drawing);
    }
  }
}

document.addEventListener("themechange", redraw);
matchMedia("print").addEventListener("change", redraw);
window.addEventListener("afterprint", redraw);
