// The settings of the anchoring: defaults, lists, and what is refused with the setting's name.
import { describe, expect, it } from 'vitest'
import {
  anchorSettings,
  DEFAULT_CALENDARS,
  DEFAULT_EXPLORERS,
  isCalendar,
} from '../../../worker/root/anchor/settings.ts'
import { witnessVkey } from '../../simulator/witness/witness.ts'
import { logVkey } from './stage.ts'

describe('settings', () => {
  it('are the public services without TSA and witness where nothing is said, also by empty texts', () => {
    const defaults = {
      calendars: DEFAULT_CALENDARS,
      explorers: DEFAULT_EXPLORERS,
      tsas: [],
      witnesses: [],
      regtest: false,
      pollMs: 600_000,
    }
    expect(anchorSettings()).toEqual(defaults)
    const empty = { calendars: '', explorers: ' ', tsas: '', witnesses: '', network: '', pollSeconds: '' }
    expect(anchorSettings(empty)).toEqual(defaults)
  })

  it('are lists by commas or white space, without last slashes, each once', () => {
    const { calendars } = anchorSettings({
      calendars: 'https://a.example/ https://b.example,\nhttps://c.example/x https://a.example',
    })
    expect(calendars).toEqual(['https://a.example', 'https://b.example', 'https://c.example/x'])
  })

  it('keep the addresses of TSAs to the letter', () => {
    const { tsas } = anchorSettings({ tsas: 'https://tsa.example/ https://tsa.example/tsr?x=1' })
    expect(tsas).toEqual(['https://tsa.example/', 'https://tsa.example/tsr?x=1'])
  })

  it('name witnesses by vkey and address', async () => {
    const vkey = await witnessVkey()
    const { witnesses } = anchorSettings({ witnesses: `${vkey}=https://witness.example/x/` })
    expect(witnesses).toMatchObject([{ key: { text: vkey }, url: 'https://witness.example/x' }])
  })

  it.each([
    ['OTS_CALENDARS', { calendars: 'https://a.example https://b.example' }],
    ['OTS_CALENDARS', { calendars: 'a.example b.example c.example' }],
    ['OTS_CALENDARS', { calendars: 'https://a.example?x https://b.example https://c.example' }],
    ['BITCOIN_API_URL', { explorers: 'https://a.example' }],
    ['BITCOIN_API_URL', { explorers: 'https://a.example https://a.example/' }],
    ['BITCOIN_NETWORK', { network: 'testnet' }],
    ['ANCHOR_POLL_SECONDS', { pollSeconds: '0' }],
    ['ANCHOR_POLL_SECONDS', { pollSeconds: 'soon' }],
    ['TSA_URLS', { tsas: 'ftp://a.example' }],
    ['WITNESSES', { witnesses: 'https://a.example' }],
  ])('with a wrong %s are refused by its name', (name, texts) => {
    expect(() => anchorSettings(texts)).toThrow(new RegExp(`^${name}: `))
  })

  it('refuse a log’s key as a witness', async () => {
    const witnesses = `${await logVkey()}=https://a.example`
    expect(() => anchorSettings({ witnesses })).toThrow(/^WITNESSES: /)
  })
})

describe('a promise', () => {
  const settings = anchorSettings({ calendars: 'https://own.example/x https://b.example https://c.example' })

  it.each([
    ['https://own.example/x', true],
    ['https://own.example/x/', true],
    ['https://alice.btc.calendar.opentimestamps.org', true],
    ['https://finney.calendar.eternitywall.com', true],
    ['https://btc.calendar.catallaxy.com', true],
    ['https://own.example', false],
    ['http://alice.btc.calendar.opentimestamps.org', false],
    ['https://calendar.opentimestamps.org.evil.example', false],
    ['https://evil.example/.calendar.opentimestamps.org', false],
    ['https://alice.btc.calendar.opentimestamps.org:8080', false],
    ['https://alice.btc.calendar.opentimestamps.org/x', false],
    ['http://127.0.0.1/', false],
  ])('of %s may be asked: %s', (uri, may) => expect(isCalendar(settings, uri)).toBe(may))
})
