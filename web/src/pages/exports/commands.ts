// The lines an auditor copies: fetch the file by its link, then check it with verify.py and the keys to trust.

/** A word of a POSIX shell; quoted only where it must be. */
const quoted = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)

/** `python3 verify.py FILE --pin VKEY…`; a file that begins with a dash is named so that it is no option. */
export function verifyCommand(file: string, pins: readonly string[], regtest = false): string {
  const name = file.startsWith('-') ? `./${file}` : file
  const words = ['python3', 'verify.py', quoted(name), ...pins.map((vkey) => `--pin ${quoted(vkey)}`)]
  return [...words, ...(regtest ? ['--regtest'] : [])].join(' ')
}

/** `curl -fL -o FILE URL`: with -f a link that ended is an error and not a file. */
export function fetchCommand(file: string, url: string): string {
  return `curl -fL -o ${quoted(file)} ${quoted(url)}`
}
