// Words around a number say what it is: "call", "order no.", "ssn". Read once for the whole text, then asked by position.

function strip(word: string): string {
  const lower = word.toLowerCase()
  return /^[a-z]*$/.test(lower) ? lower : lower.normalize('NFD').replace(/\p{M}/gu, '')
}

/** What a word says about the number beside it, as bits. OTHER: some other kind of number. VERSION: of software or a document. PLACE: of a phone, only right beside. */
export const SAYS = {
  PHONE: 1,
  SSN: 2,
  CARD: 4,
  IP: 8,
  OTHER: 16,
  VERSION: 32,
  UNIT: 64,
  MAIL: 128,
  ITIN: 256,
  PLACE: 512,
} as const

/** Lower case, without accents; one vocabulary for all languages, because chats mix them. */
const VOCABULARY: readonly (readonly [bits: number, words: string])[] = [
  [
    SAYS.PHONE,
    `phone phones ph tlf tlfn tfn telf telephone telephones tel telef telefon telefono telefone telefoon telefonnummer telefonnr phonenumber puhelin puhelinnumero
    mobile mobil mobiel mobiele mobilnummer mobiltelefon mob cell cellphone cellular celular movil handy handynummer
    portable cellulare komorka komorkowy fax faks telefax faxnummer call calls called calling caller callback dial dialed
    ring rings ringing rang text texted texting sms mms whatsapp viber telegram hotline helpline voicemail landline
    switchboard answering extension contact contacts reach reachable erreichbar rufnummer ruf rufen anruf anrufen ruft
    durchwahl llame llamar llama llamame llamanos llamada appeler appelez appelle joindre joignable rappeler rappelez
    chiama chiamare chiami chiamami chiamata ligar ligue liga ligacao recapito zadzwon dzwon dzwonic zadzwonic kontakt
    bel bellen gebeld bereikbaar telefonisch ringa ringe soita soittaa zavolej zavolejte volat volejte hivjon telefonszam ara arayin
    ulasin telefonu telefonul suna sunati hubungi telpon telepon goi dienthoai simu piga
    тел телефон телефона телефону моб мобильный мобильного позвони позвоните звоните звонить звони сотовый факс
    зателефонуйте дзвоніть τηλ τηλεφωνο κινητο טלפון נייד פקס התקשר هاتف الهاتف جوال الجوال موبايل اتصل فاكس फोन मोबाइल फ़ोन`,
  ],
  [SAYS.SSN, `ssn ssns social socials socialsecurity ss soc taxpayer tin w2 w9 payroll tax irs 1099 i9`],
  [SAYS.ITIN | SAYS.SSN, 'itin itins'],
  [
    SAYS.CARD,
    `card cards cardnumber cardno creditcard debitcard cc ccn ccnum pan visa mastercard maestro amex diners jcb unionpay rupay karte karten kreditkarte kartennummer carte cartes tarjeta tarjetas
    cartao cartoes carta kaart kreditkort kort betaalkaart karta karty karte kartu kredi karti bankkort luottokortti
    карта карты карту картой карте cvv cvc`,
  ],
  [
    SAYS.IP,
    `ip ips ipv ipaddr ipaddress ipadresse adresse address addr host hosts hostname server servers serveur servidor
    gateway gw dns resolver nameserver ping pinging ssh scp sftp curl wget nmap traceroute telnet client remote peer
    forwarded upstream listen listening bind connect connected connecting connection subnet cidr netmask vpn proxy
    firewall router node endpoint whois allowlist whitelist blocklist blacklist ban banned blocked login logged attacker
    адрес сервер хост`,
  ],
  [
    SAYS.OTHER,
    `order orders invoice invoices ticket tickets case cases tracking parcel shipment waybill reference ref refs id ids
    identifier uuid guid sku skus part parts pn serial sn isbn issn ean upc gtin asin doi imei imsi iccid meid iban bic
    swift account accounts acct konto kontonummer compte cuenta conto conta timestamp timestamps epoch unix createdat
    updatedat ts room rooms row rows zip postcode postal plz po purchase 
    commit hash sha md5 checksum etag score scores size quantity qty stock population balance amount total sum price
    prices cost revenue budget port ports pid license licence licenses passport policy claim contract
    batch lot article artikel product products transaction transactions txn req
    vin plate membership loyalty patent docket bestellung bestellnummer rechnung rechnungsnummer auftrag
    auftragsnummer sendung sendungsnummer aktenzeichen commande facture colis dossier pedido factura
    envio expediente ordine fattura spedizione encomenda fatura zamowienie faktura przesylka bestelling
    factuur pakket ordre ordrenummer tilaus lasku заказ заказа заказу счет счёт инвойс трек накладная siparis
    coordinates coordinate latitude longitude lat lon lng ratio range years year date dates isin cusip lei siren siret
    nino nhs npi dea ein vat ust steuernummer uid duns mrn bsb routing sort aba
    version build matricule code codes pin otp barcode`,
  ],
  [
    SAYS.VERSION,
    `version versions versioned ver v build builds release releases released firmware upgrade upgraded upgrading upgrades update
    updated updates downgrade patch patched patches rev revision section sections sec chapter clause paragraph article
    appendix figure table step item oid oids asn calver semver tag tagged python java ruby php golang dotnet jdk openssl chrome chromium safari firefox edge opera webkit
    applewebkit gecko driver kernel sdk npm pip pnpm yarn gem cargo nuget package packages dependency library lib module
    plugin windows win macos ios android assembly fileversion productversion abschnitt kapitel fassung versie versione
    versión wersja версия версии раздел`,
  ],
  [
    SAYS.UNIT,
    `units unit eur usd gbp chf jpy dollars euros rows bytes kb mb gb tb ms seconds sec secs minutes hours days tokens px
    km kg users records requests items points votes views people inhabitants percent stuck stück pieces pcs`,
  ],
  [
    SAYS.PLACE,
    'office work home desk direct main day evening private business bureau domicile maison buro privat oficina casa trabajo',
  ],
  [SAYS.MAIL, 'mail email emails mails reach contact courriel correo gmail write schreiben escribe ecrivez'],
]

/** No word of the vocabulary is longer. */
const LONGEST_WORD = 24

/** Terms of scripts that write no spaces, and signs. */
const UNSPACED =
  /電話|携帯|ケータイ|連絡先|电话|座机|致电|拨打|打给|手机|联系|聯絡|手機|전화|휴대폰|연락처|핸드폰|โทร|มือถือ|[📞☎📱☏📲🤙]/gu
const UNSPACED_OTHER = /注文|番号|请求|订单|訂單|发票|请求书|주문|송장/gu

const WORD = /\p{Lu}?\p{Ll}[\p{Ll}\p{M}'’]*|\p{Lu}+(?!\p{Ll})|\p{Lo}[\p{Lo}\p{M}]*|\b(?:1099|078)\b/gu
/** Not for the rules, only for reading on: "my number" says phone, "order number" does not; an iPhone is no phone. */
const POSSESSIVE = 1 << 16
const NUMBER_WORD = 1 << 17
const LETTER_I = 1 << 18
const READ_ON = POSSESSIVE | NUMBER_WORD | LETTER_I
const HELPERS: readonly (readonly [bits: number, words: string])[] = [
  [
    POSSESSIVE,
    `my his her their our your its new mein meine meiner dein deine sein seine ihr ihre unser unsere mon son votre ton mi su tu
    mio suo tuo meu seu moj mój min din sin hans hennes mijn zijn haar мой его ее её ваш наш`,
  ],
  [NUMBER_WORD, 'number numbers no nr num numero nummer numer numar nomor номер'],
  [LETTER_I, 'i'],
]

const bitsOf = new Map<string, number>()
for (const [bits, words] of [...VOCABULARY, ...HELPERS])
  for (const word of words.split(/\s+/).map(strip)) bitsOf.set(word, (bitsOf.get(word) ?? 0) | bits)

function meaning(word: string): number {
  const stripped = strip(word)
  return bitsOf.get(stripped) ?? bitsOf.get(stripped.replace(/['’]s?$/, '')) ?? 0
}

/** One word that says something: where it stands and what it says. */
type Said = { readonly start: number; readonly end: number; readonly bits: number }

const BIND_REACH = 30

/** "call the order desk at 415-...": what follows is where to reach it, not its number. */
const REACHED = /(?:^|\s)(?:at|on|under|unter|auf|au|al|på|sur|no tel)\W*$/i

/** Whether a word that ends at `end` can mean the number at `start`: near, no other number and no end of a sentence between. */
export function isBound(text: string, end: number, start: number): boolean {
  if (start - end > BIND_REACH) return false
  const between = text.slice(end, start).replace(/^(?: ?(?:no|nr|num|id))?\. /i, '')
  return !/\d|[!?\n;]|\. /.test(between) && !REACHED.test(between)
}

/** The telling words of a text in order; `before` and `after` are binary searches. */
export class Words {
  readonly #said: Said[] = []

  constructor(text: string) {
    let previous = 0
    const meanings = new Map<string, number>()
    for (const match of text.matchAll(WORD)) {
      const word = match[0]
      if (word.length > LONGEST_WORD) continue
      let bits = meanings.get(word)
      if (bits === undefined) {
        bits = meaning(word)
        meanings.set(word, bits)
      }
      const isNumber = (bits & NUMBER_WORD) !== 0 && (previous & POSSESSIVE) !== 0
      const said = (isNumber ? SAYS.PHONE : 0) | (previous & LETTER_I && word === 'Phone' ? 0 : bits & ~READ_ON)
      previous = bits
      if (said !== 0) this.#said.push({ start: match.index, end: match.index + word.length, bits: said })
    }
    const plain = this.#said.length
    for (const match of text.matchAll(UNSPACED))
      this.#said.push({ start: match.index, end: match.index + match[0].length, bits: SAYS.PHONE })
    for (const match of text.matchAll(UNSPACED_OTHER))
      this.#said.push({ start: match.index, end: match.index + match[0].length, bits: SAYS.OTHER })
    if (this.#said.length > plain) this.#said.sort((a, b) => a.start - b.start)
  }

  #firstFrom(position: number): number {
    let low = 0
    let high = this.#said.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#said[middle]?.start ?? 0) >= position) high = middle
      else low = middle + 1
    }
    return low
  }

  /** The last telling word that says one of `bits` and ends at most `reach` units before `position`. */
  before(position: number, reach: number, bits: number): Said | undefined {
    for (let index = this.#firstFrom(position) - 1; index >= 0; index--) {
      const said = this.#said[index]
      if (said === undefined || said.end < position - reach) return undefined
      if ((said.bits & bits) !== 0) return said
    }
    return undefined
  }

  /** The first telling word that says one of `bits` and starts at most `reach` units after `position`. */
  after(position: number, reach: number, bits: number): Said | undefined {
    for (let index = this.#firstFrom(position); index < this.#said.length; index++) {
      const said = this.#said[index]
      if (said === undefined || said.start > position + reach) return undefined
      if ((said.bits & bits) !== 0) return said
    }
    return undefined
  }
}
