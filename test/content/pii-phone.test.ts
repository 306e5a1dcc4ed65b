// Phone numbers of many countries and ways of writing, and the numbers that are none.

import { getCountries, getExampleNumber, isValidPhoneNumber } from 'libphonenumber-js/min'
import examples from 'libphonenumber-js/mobile/examples'
import { expect, test } from 'vitest'
import { detect } from '../../worker/content/pii.ts'
import { internationalStanding } from '../../worker/content/pii-numbering.ts'
import { shown, unmark } from './pii-labelled.ts'

test.each([
  'Ring mich an unter «PHONE:0171 2345678» bitte',
  'Rappelle-moi au «PHONE:06 12 34 56 78» ce soir',
  'Mon numéro est le «PHONE:0612345678»',
  'Mi número es «PHONE:612345678»',
  'Il mio numero è «PHONE:347 123 4567»',
  'Mein Handy: «PHONE:+49-171-2345678», Büro «PHONE:(030) 123456-78»',
  'Tel. «PHONE:030/12345678»',
  'Tel: «PHONE:+49 (0)30 12345678»',
  'Phone: «PHONE:(020) 7946 0958»',
  'Phone: «PHONE:020 7946 0958 ext. 12»',
  'Мой телефон «PHONE:8 (912) 345-67-89»',
  'Позвони «PHONE:+7 912 345-67-89»',
  '电话：«PHONE:138 0013 8000»',
  '手机号 «PHONE:13800138000»',
  '전화 «PHONE:010-1234-5678»',
  '携帯 «PHONE:０９０－１２３４－５６７８»',
  'Call «PHONE:1-800-555-0199 x 12» or «PHONE:(212) 555-0147 ext. 9»',
  'text «PHONE:4155550132»',
  'dial «PHONE:415.555.0132», «PHONE:415.555.0133» or «PHONE:415.555.0134»',
  '{"phone":"«PHONE:+14155550132»","order":"4155550132"}',
  '{"phoneNumber": "«PHONE:415-555-0132»"}',
  'phone=«PHONE:+442079460958»&x=1',
  'wa.me/«PHONE:14155550132»',
  'tel:«PHONE:+1-415-555-0132;ext=12»',
  'Please call the order desk at «PHONE:415-555-0132»',
  'My order 12345 is late, my phone is «PHONE:0171 2345678»',
  'Customer: «PHONE:415-555-0132»',
  'Mob «PHONE:98765 43210»',
  'WhatsApp «PHONE:+91 98765 43210» / «PHONE:+91-98765-43211»',
  'Telefon: «PHONE:40 61 11 72»',
  'Ring meg på «PHONE:406 11 172»',
  'Bel me op «PHONE:06-12345678»',
  'Zadzwoń: «PHONE:512 347 420»',
  'numer «PHONE:+48 512 347 420»',
  'Soita «PHONE:040 1234567»',
  'Ligue para «PHONE:(11) 3123-2148»',
  'celular «PHONE:11 96123-2148»',
  'Tlf «PHONE:22 33 44 55»',
  'Tfn: «PHONE:08-123 456 78»',
  'Tél. : «PHONE:01.84.17.61.18»',
  'Anruf aus «PHONE:0043 664 1234567»',
  'from overseas «PHONE:011 44 20 7946 0958»',
])('finds what is marked: %s', (line) => {
  const { text, wanted } = unmark(line)
  expect(shown(text, detect(text))).toEqual(wanted)
})

test.each([
  'phone=%2B442079460958&x=1',
  'Her extension is 12345.',
  'The meeting ID is 823 4567 8901',
  'NHS number 943 476 5919',
  'order 4155550132 shipped',
  'order no. 415-555-0132',
  'Ticket #2024-10-1234',
  'Invoice 2023-001-4567',
  'SKU 415-555-0132',
  'ISBN 0-306-40615-2',
  'ISBN-13: 9780306406157',
  'EAN 4006381333931',
  'UPC 036000291452',
  'Tracking 9400 1000 0000 0000 0000 00',
  'dates 2024-01-31 and 31.01.2024 and 01/31/2024 12:30:45',
  '2024-01-31T10:11:12.123456Z',
  '20240131101112',
  'between 1990-1995 and 2001-2005',
  '192 168 1 1',
  'the matrix 1 2 3 4 5 6 7 8 9 10 11 12',
  '12 345 678 rows',
  'EUR 12.345.678,90',
  '1,234,567.89 USD',
  "CHF 1'234'567",
  'lat 59.913868, lon 10.752245',
  'pi 3.1415926535 8979',
  '0x7ffee4b2c9d0',
])('finds nothing: %s', (text) => {
  expect(detect(text)).toEqual([])
})

test('the numbering plans know what the library knows, for a mobile number of each country and for numbers one digit off', () => {
  let asked = 0
  let differ = 0
  for (const country of getCountries()) {
    const example = getExampleNumber(country, examples)
    if (example === undefined) continue
    const digits = example.number.slice(1)
    expect(internationalStanding(digits), digits).toBe('valid')
    for (const other of [`${digits}9`, digits.slice(0, -1), digits.replace(/.$/, '0'), `${digits}12345`]) {
      const isValid = internationalStanding(other) === 'valid'
      if (isValidPhoneNumber(`+${other}`)) expect(isValid, other).toBe(true)
      else if (isValid) differ++
      asked++
    }
  }
  // The library reads a few numbers as another country's of the same code; nothing else may differ.
  expect(differ / asked).toBeLessThan(0.02)
})

test('an international number of any country is found, however it is spaced', () => {
  for (const country of getCountries()) {
    const written = getExampleNumber(country, examples)?.formatInternational() ?? '+44 20 7946 0958'
    for (const number of [written, written.replaceAll(' ', '-'), written.replaceAll(' ', '\u00a0')]) {
      const text = `reach Ana at ${number} tomorrow`
      // Four digits after the calling code of Tuvalu's example begin with its service prefix; spaces alone decide there.
      if (country !== 'TV') expect(shown(text, detect(text)), country).toEqual([`PHONE ${number}`])
    }
  }
})
