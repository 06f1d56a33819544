if (window.__POWERED_BY_QIANKUN__) {
  // biome-ignore lint: webpack's own name
  __webpack_public_path__ = window.__INJECTED_PUBLIC_PATH_BY_QIANKUN__
}
