// Sets theme and density before the first paint. The words in storage are those of src/prefs/theme.ts.
;(() => {
  const root = document.documentElement
  let theme = null
  let density = null
  try {
    theme = localStorage.getItem('tallystick.theme')
    density = localStorage.getItem('tallystick.density')
  } catch {
    // Storage may be switched off; the system preference decides then.
  }
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = dark ? 'dark' : 'light'
  root.dataset.density = density === 'compact' ? 'compact' : 'normal'
})()
