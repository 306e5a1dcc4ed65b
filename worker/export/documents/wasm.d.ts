// Modules that wrangler compiles when it bundles.
declare module '*.wasm' {
  const module: WebAssembly.Module
  export default module
}
