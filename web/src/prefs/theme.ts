// Theme, density and single keys: kept in this browser. public/theme.js reads the same words before the first paint.
import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark' | 'system'
export type Density = 'normal' | 'compact'

const keys = { theme: 'tallystick.theme', density: 'tallystick.density', single: 'tallystick.single-keys' } as const
const listeners = new Set<() => void>()
const dark = matchMedia('(prefers-color-scheme: dark)')

/** Starts following the system and other tabs. Called once by main.tsx. */
export function followPreferences(): void {
  dark.addEventListener('change', apply)
  window.addEventListener('storage', apply)
  apply()
}

export function setTheme(theme: Theme): void {
  write(keys.theme, theme)
}

export function setDensity(density: Density): void {
  write(keys.density, density)
}

/** Single keys (`j`, `v`, `.`) can be switched off, as WCAG 2.1.4 asks. */
export function setSingleKeys(on: boolean): void {
  write(keys.single, on ? 'on' : 'off')
}

/** Light becomes dark and dark light, whatever set it before: the `.` key. */
export function turnTheme(): void {
  setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark')
}

export function singleKeysOn(): boolean {
  return read(keys.single) !== 'off'
}

/** The three preferences, kept current. */
export function usePreferences(): { theme: Theme; density: Density; singleKeys: boolean } {
  const words = useSyncExternalStore(subscribe, () =>
    [read(keys.theme), read(keys.density), read(keys.single)].join('|'),
  )
  const [theme, density, single] = words.split('|')
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    density: density === 'compact' ? 'compact' : 'normal',
    singleKeys: single !== 'off',
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Storage is off: the choice holds until the page is left.
    held.set(key, value)
  }
  apply()
}

const held = new Map<string, string>()

function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? held.get(key) ?? ''
  } catch {
    return held.get(key) ?? ''
  }
}

function apply(): void {
  const theme = read(keys.theme)
  const root = document.documentElement
  root.dataset.theme = theme === 'dark' || (theme !== 'light' && dark.matches) ? 'dark' : 'light'
  root.dataset.density = read(keys.density) === 'compact' ? 'compact' : 'normal'
  for (const listener of listeners) listener()
}
