// Done, with Undo where there is one. Six seconds, longer under hover or focus. Errors never toast: they stay in the page.

interface ToastOptions {
  /** Takes the act back. */
  readonly undo?: () => void
}

/** Says that something was done. The library behind it is fetched with the first toast. */
export async function toast(message: string, options: ToastOptions = {}): Promise<void> {
  const { showToast } = await import('./toaster.tsx')
  showToast(message, options.undo)
}
