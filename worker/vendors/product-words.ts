// What a vendor's service is called, in the API as on the screens. Usage names it by the report it came from.

const words = new Map([
  ['completions', 'Text and chat'],
  ['embeddings', 'Embeddings'],
  ['moderations', 'Moderation'],
  ['images', 'Images'],
  ['audio_speeches', 'Speech'],
  ['audio_transcriptions', 'Transcription'],
  ['vector_stores', 'Vector stores'],
  ['code_interpreter_sessions', 'Code interpreter'],
  ['file_search_calls', 'File search'],
  ['web_search_calls', 'Web search'],
  ['messages', 'Messages'],
])

/** `Transcription`; a service that we do not know yet keeps the vendor's word, readable. */
export function productName(product: string): string {
  const known = words.get(product)
  if (known !== undefined) return known
  const spaced = product.replaceAll('_', ' ')
  return `${spaced.charAt(0).toUpperCase()}${spaced.slice(1)}`
}
