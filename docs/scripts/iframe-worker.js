// Search from disk. Browsers start no worker from a file, so the worker of the search runs in a hidden frame of the
// page. Ours instead of the package of that name: the theme would load it from a server elsewhere.
"use strict";

if (location.protocol === "file:") {
  class FrameWorker extends EventTarget {
    constructor(address) {
      super();
      this.onmessage = this.onerror = null;
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      document.body.append(this.frame);
      addEventListener("message", (event) => {
        if (event.source !== this.frame.contentWindow) return;
        const told = new MessageEvent("message", { data: event.data });
        this.dispatchEvent(told);
        this.onmessage?.(told);
      });
      const inside = this.frame.contentDocument;
      const url = new URL(address, location.href);
      inside.open();
      inside.write(`<!doctype html><script>
        postMessage = parent.postMessage.bind(parent);
        importScripts = (...files) => files.reduce((before, file) => before.then(() => new Promise((done, failed) => {
          const script = document.createElement("script");
          script.src = file; script.onload = done; script.onerror = failed;
          document.body.append(script);
        })), Promise.resolve());
      <\/script>`);
      inside.close();
      const script = inside.createElement("script");
      script.src = url;
      this.ready = new Promise((done, failed) => { script.onload = done; script.onerror = failed; });
      inside.body.append(script);
    }

    postMessage(data) {
      this.ready.then(() => this.frame.contentWindow.dispatchEvent(
        new MessageEvent("message", { data, source: parent })), (event) => this.onerror?.(event));
    }

    terminate() { this.frame.remove(); }
  }
  window.IFrameWorker = window.Worker = FrameWorker; // the theme looks for the first name
}
