// Files that the bundler puts into the Worker as texts (wrangler.toml, rules).
declare module '*.py' {
  const text: string
  export default text
}
declare module '*.md' {
  const text: string
  export default text
}
