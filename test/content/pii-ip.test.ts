// Internet addresses, and the versions, times and identifiers that look like them.

import { expect, test } from 'vitest'
import { detect } from '../../worker/content/pii.ts'
import { shown, unmark } from './pii-labelled.ts'

test.each([
  'ping «IP:8.8.8.8»',
  '«IP:203.0.113.9» - - [10/Oct]',
  'from «IP:203.0.113.9»:443',
  '«IP:203.0.113.9»/32 dev',
  'inet6 «IP:fe80::1%eth0»/64',
  'http://[«IP:2001:db8::1»]:80/',
  'host «IP:2001:DB8:0:0:8:800:200C:417A».',
  '«IP:2001:db8::8a2e:370:7334», down',
  'dst=«IP:fd00::abcd»',
  '«IP:::ffff:192.0.2.128»',
  'blocked «IP:203[.]0[.]113[.]9»',
  'client «IP:64:ff9b::192.0.2.33»',
])('finds what is marked: %s', (line) => {
  const { text, wanted } = unmark(line)
  expect(shown(text, detect(text))).toEqual(wanted)
})

test.each([
  'version 1.2.3.4 and 2.0.0.1',
  'go1.21.5.1 build',
  'nginx/1.25.3.1',
  'foo==1.2.3.4',
  'foo-1.2.3.4.tar.gz',
  '"version": "10.2.30.4"',
  'AssemblyVersion("1.0.123.0")',
  'see 4.2.1.3 below',
  '§ 1.2.3.4',
  'pip install foo==10.20.30.40',
  'a::b c++ Foo::Bar face::bad 12::34:56',
  '00:1A:2B:FF:FE:3C:4D:5E',
  'aa:bb:cc:dd:ee:ff',
  'SHA256 fingerprint AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99',
  '10:20:30 elapsed',
  '256.1.1.1 and 1.2.3.999',
  '1.2.3.4.5',
  'uid 1000::1',
])('finds nothing: %s', (text) => {
  expect(detect(text)).toEqual([])
})
