// What a stream is called where a person reads of it: the vendor, then what it brings.
const VENDORS: Readonly<Record<string, string>> = { anthropic: 'Anthropic', openai: 'OpenAI' }

/** The vendor's own name; one that we do not know is called as it is. */
export const vendorWords = (vendor: string): string => VENDORS[vendor] ?? vendor

/** `openai.usage.file_search_calls` → `OpenAI usage of file search calls`, `openai.project_api_keys` → `OpenAI project API keys`. */
export function streamWords(stream: string): string {
  const [vendor = '', what = '', part] = stream.split('.')
  const words = (text: string) => text.replaceAll('_', ' ').replace(/\bapi\b/g, 'API')
  return `${vendorWords(vendor)} ${words(what)}${part === undefined ? '' : ` of ${words(part)}`}`
}
