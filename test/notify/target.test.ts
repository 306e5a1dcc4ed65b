// The guard of webhook addresses: everything that leads inside, or anywhere but to a public host over https, is refused.
import { describe, expect, it } from 'vitest'
import { checkTarget, TARGET_WORDS, type TargetCode } from '../../worker/notify/target.ts'

const rules = { loopback: false, own: ['app.tallystick.example'] }
const codeOf = (text: string, given = rules): TargetCode | 'allowed' => {
  const target = checkTarget(text, given)
  return target.ok ? 'allowed' : target.code
}

const HOSTILE: Record<TargetCode, readonly string[]> = {
  not_an_address: [
    '',
    'hooks.example.com',
    '//hooks.example.com/x',
    'https://',
    'https:// hooks.example.com',
    ' https://hooks.example.com',
    'https://hooks.example.com\n',
    'https://hooks.\texample.com',
    'https:\\\\hooks.example.com',
    'https://hooks.example.com\\@10.0.0.1',
    'https://hooks\u200b.example.com',
    'https://hooks.example.com:99999',
    'https://1.2.3.4.5',
    'https://256.256.256.256',
    'https://[::1',
    `https://hooks.example.com/${'x'.repeat(2_000)}`,
  ],
  scheme: [
    'http://hooks.example.com',
    'http://127.0.0.1:8788',
    'ftp://hooks.example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/plain,x',
    'gopher://hooks.example.com',
    'ws://hooks.example.com',
  ],
  credentials: [
    'https://user@hooks.example.com',
    'https://user:word@hooks.example.com',
    'https://hooks.example.com@169.254.169.254/latest/meta-data',
  ],
  ip: [
    'https://127.0.0.1',
    'https://127.1',
    'https://0',
    'https://0.0.0.0',
    'https://2130706433',
    'https://0x7f000001',
    'https://0x7f.1',
    'https://0177.0.0.1',
    'https://017700000001',
    'https://127.0.0.1.',
    'https://10.0.0.1',
    'https://172.16.0.1',
    'https://192.168.1.1',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1',
    'https://224.0.0.1',
    'https://255.255.255.255',
    'https://198.18.0.1',
    'https://8.8.8.8',
    'https://%31%32%37.0.0.1',
    'https://１２７.0.0.1',
    'https://①②⑦.0.0.1',
    'https://[::]',
    'https://[::1]',
    'https://[fe80::1]',
    'https://[fc00::1]',
    'https://[fd12:3456::1]',
    'https://[ff02::1]',
    'https://[::ffff:127.0.0.1]',
    'https://[::ffff:7f00:1]',
    'https://[64:ff9b::7f00:1]',
    'https://[64:ff9b:1::a00:1]',
    'https://[2002:7f00:1::]',
    'https://[2001:4860:4860::8888]',
  ],
  name: [
    'https://intra',
    'https://hooks',
    'https://kubernetes',
    'https://hooks.example.com.',
    'https://hooks..example.com',
    'https://-hooks.example.com',
  ],
  private: [
    'https://localhost',
    'https://LOCALHOST',
    'https://localhost.',
    'https://ｌｏｃａｌｈｏｓｔ',
    'https://api.localhost',
    'https://printer.local',
    'https://metadata.google.internal/computeMetadata/v1',
    'https://vault.internal',
    'https://router.home.arpa',
    'https://1.0.0.127.in-addr.arpa',
    'https://server.lan',
    'https://nas.home',
    'https://git.corp',
    'https://wiki.intranet',
    'https://db.private',
    'https://host.localdomain',
    'https://abcdef.onion',
    'https://127.0.0.1.nip.io',
    'https://app.10.0.0.1.sslip.io',
    'https://localtest.me',
    'https://x.lvh.me',
  ],
  own: ['https://app.tallystick.example', 'https://APP.tallystick.example/api/tokens'],
  port: [
    'https://hooks.example.com:80',
    'https://hooks.example.com:22',
    'https://hooks.example.com:6379',
    'https://hooks.example.com:8080',
  ],
}
const rows = Object.entries(HOSTILE).flatMap(([code, urls]) =>
  urls.map((url) => [url.slice(0, 80), url, code] as const),
)

describe('the guard of webhook addresses', () => {
  it('has more than sixty hostile addresses to refuse', () => {
    expect(rows.length).toBeGreaterThan(60)
  })

  it.each(rows)('refuses %s', (_, url, code) => {
    expect(codeOf(url)).toBe(code)
    // What the local set-up may do besides lets none of them in, but plain http to this machine.
    const local = codeOf(url, { ...rules, loopback: true })
    expect(local).toBe(url === 'http://127.0.0.1:8788' ? 'allowed' : code)
  })

  it.each([
    'https://hooks.example.com',
    'https://hooks.example.com/services/a/b?c=d',
    'https://hooks.example.com:443/x',
    'https://hooks.example.com:8443/x',
    'HTTPS://Hooks.Example.COM/x',
    'https://bücher.example/x',
    'https://localhost.example.com',
    'https://internal.example.com',
    'https://a-b_c.example.co.uk',
  ])('lets %s through', (url) => {
    expect(codeOf(url)).toBe('allowed')
  })

  it('lets plain http to this machine through in a local set-up only', () => {
    const local = { ...rules, loopback: true }
    for (const url of ['http://127.0.0.1:8788/__sim/webhooks/a', 'http://localhost:8788/a', 'http://[::1]:8788/a']) {
      expect(codeOf(url, local)).toBe('allowed')
      expect(codeOf(url)).toBe('scheme')
    }
    for (const url of [
      'http://127.0.0.2:8788',
      'http://10.0.0.1',
      'http://hooks.example.com',
      'http://169.254.169.254',
    ]) {
      expect(codeOf(url, local)).not.toBe('allowed')
    }
  })

  it('has words for every refusal', () => {
    for (const words of Object.values(TARGET_WORDS)) expect(words).toMatch(/^must /)
  })
})
