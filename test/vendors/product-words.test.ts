import { describe, expect, it } from 'vitest'
import { productName } from '../../worker/vendors/product-words.ts'

describe('the name of a service', () => {
  it('is ours where we know it', () => {
    expect(productName('audio_speeches')).toBe('Speech')
    expect(productName('completions')).toBe('Text and chat')
  })

  it('is the vendor’s word, readable, where we do not', () => {
    expect(productName('video_dubbing_calls')).toBe('Video dubbing calls')
    expect(productName('constructor')).toBe('Constructor')
  })
})
