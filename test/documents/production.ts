// An invented production over the scripts of the world: two custodians, masks, a tombstone, a deleted chat.

import type { DocumentChat, DocumentMessage, Production } from '../../worker/export/documents/input.ts'
import { hex, utf8 } from '../../worker/ledger/bytes.ts'
import { sha256 } from '../../worker/ledger/hash.ts'

export const digest = (text: string): string => hex(sha256(utf8(text)))

/** A message whose hashes follow from its text, one minute after the one before. */
export function message(seq: number, text: string | null, more: Partial<DocumentMessage> = {}): DocumentMessage {
  return {
    id: `msg_${seq}`,
    seq,
    leaf: digest(`leaf ${seq}`),
    role: seq % 2 === 0 ? 'user' : 'assistant',
    at: new Date(Date.UTC(2026, 10, 6, 14, 2) + (seq % 1000) * 60_000).toISOString(),
    text,
    ...(text !== null && { sha256: digest(text) }),
    ...more,
  }
}

/** One phrase a script; each is what a reader of the PDF must get back. */
export const PHRASES = {
  latin: 'Naïve façade: Łódź, Ærø, İstanbul, œuvre, đường phố',
  cyrillic: 'Проверьте, пожалуйста, договор № 17',
  greek: 'Καλημέρα κόσμε, ἀρχή',
  arabic: 'السلام عليكم، راجع العقد رقم ٤٢',
  hebrew: 'שָׁלוֹם, בדוק את החוזה',
  devanagari: 'कृपया अनुबंध की जाँच करें',
  bengali: 'অনুগ্রহ করে চুক্তিটি দেখুন',
  tamil: 'ஒப்பந்தத்தைச் சரிபார்க்கவும்',
  telugu: 'దయచేసి ఒప్పందాన్ని తనిఖీ చేయండి',
  gujarati: 'કૃપા કરીને કરાર તપાસો',
  gurmukhi: 'ਕਿਰਪਾ ਕਰਕੇ ਇਕਰਾਰਨਾਮਾ ਵੇਖੋ',
  kannada: 'ದಯವಿಟ್ಟು ಒಪ್ಪಂದವನ್ನು ಪರಿಶೀಲಿಸಿ',
  malayalam: 'ദയവായി കരാർ പരിശോധിക്കുക',
  sinhala: 'කරුණාකර ගිවිසුම පරීක්ෂා කරන්න',
  thai: 'กรุณาตรวจสอบสัญญา',
  lao: 'ກະລຸນາກວດສອບສັນຍາ',
  khmer: 'សូមពិនិត្យកិច្ចសន្យា',
  myanmar: 'စာချုပ်ကိုစစ်ဆေးပါ',
  georgian: 'გთხოვთ შეამოწმოთ ხელშეკრულება',
  armenian: 'Խնդրում ենք ստուգել պայմանագիրը',
  ethiopic: 'እባክዎ ውሉን ያረጋግጡ',
  simplified: '请检查这份合同，并告诉我们结果。',
  traditional: '請檢查這份合約，並告訴我們結果。',
  japanese: '契約書を確認してください。「重要」',
  korean: '계약서를 확인해 주세요',
  emoji: 'Done 👍🏽 family 👨‍👩‍👧 flag 🇳🇴 keycap 1️⃣ 😀',
  symbols: '∑ ≤ √ → ★ ✓ ① ☂ 𝔸 ₿',
} as const

export function productionOf(chats: readonly DocumentChat[], more: Partial<Production> = {}): Production {
  const messages = chats.flatMap((chat) => chat.messages)
  return {
    id: 'exp_01jd5c2m8w',
    organization: 'Tarnwick Instruments',
    tenant: 'ten_01jd5c2m8w7k',
    title: 'Matter 2026-11, first production',
    lang: 'en',
    prefix: 'TARN',
    first: 1,
    legend: 'CONFIDENTIAL \u2013 ATTORNEYS\u2019 EYES ONLY',
    masked: true,
    statement: {
      size: 1_284_906,
      root: digest('root'),
      origin: 'log.tallystick.example/tenant/ten_01jd5c2m8w7k',
      vkey: 'log.tallystick.example/export+1f2e3d4c+AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGh',
      anchor: { words: 'Attested by OpenTimestamps', block: 975_861, time: '2026-11-20T09:12:44Z' },
      generatedAt: '2026-11-21T10:00:00Z',
      requestedBy: 'Aoife Brannigan <aoife@tarnwick.example>',
      filter: 'Chats of 2 people, 6 November 2026 to 20 November 2026',
      checked: [
        'Every record hashes to its leaf, and every leaf stands in the tree under the root below.',
        'The checkpoint is signed by the ledger\u2019s key and stands in the root log, which is anchored as stated.',
      ],
      counts: {
        chats: chats.length,
        messages: messages.length,
        erased: messages.filter(({ text }) => text === null).length,
        masked: messages.filter(({ marks }) => marks !== undefined).length,
      },
    },
    chats,
    attachments: [
      {
        name: 'evidence.zip',
        bytes: utf8('PK-not-really: the bundle'),
        mime: 'application/zip',
        description: 'Evidence bundle',
      },
    ],
    ...more,
  }
}

export const SUPPLIER: DocumentChat = {
  id: 'claude_chat_01A',
  title: 'Supplier questions, batch 4',
  person: { subject: 'sub_7f3k9', name: 'Sofia Marchetti', email: 'sofia@tarnwick.example' },
  model: 'claude-sonnet-5-5',
  platform: 'claude',
  createdAt: '2026-11-06T14:02:00Z',
  updatedAt: '2026-11-20T12:44:00Z',
  deletedAt: '2026-11-20T18:00:00Z',
  messages: [
    message(
      1_226_310,
      'Please turn these answers into one table. The contact is [EMAIL 1], reach her at [PHONE]. Order 40118.',
      {
        marks: [
          { kind: 'EMAIL', count: 1 },
          { kind: 'PHONE', count: 1 },
        ],
      },
    ),
    message(
      1_226_311,
      'Here is the table.\n\nLead time\t6 weeks\nCoating\tanodized, 15 µm\n\nI left the contact out of it, because a supplier sheet is often passed on.',
    ),
    message(1_226_402, null, {
      tombstone: {
        at: '2026-11-08T09:30:00Z',
        reason: 'Erased on request of the person named in it.',
        record: 1_233_790,
      },
    }),
    message(
      1_226_403,
      'A long address: https://www.example.com/a/very/long/path/that/does/not/fit/into/one/line/of/this/page/because/it/goes/on?and=on&and=on&x=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    ),
  ],
}

export const WORLD: DocumentChat = {
  id: 'claude_chat_01B',
  title: 'Translations / 翻訳 / ترجمة',
  person: { subject: 'sub_2m8wq' },
  model: 'claude-opus-5-5',
  platform: 'claude',
  createdAt: '2026-11-07T08:00:00Z',
  updatedAt: '2026-11-07T09:00:00Z',
  messages: [
    ...Object.values(PHRASES).map((text, i) => message(1_227_000 + i, text)),
    message(
      1_227_100,
      'Mixed: the contract (العقد) says «שלום (42) abc» and ends. Unknown: \u{1d11e} \u0007 \ue000 end.',
    ),
    message(
      1_227_101,
      'في النص العربي كلمة English (مثال) ورقم 1234 ثم نهاية السطر الطويل الذي يجب أن يلتف إلى السطر التالي لأن عرض الصفحة لا يكفي له كله.',
    ),
    message(1_227_102, '长文本：'.concat('这个句子没有空格，所以可以在任何字之间换行，但是标点不能在行首。'.repeat(4))),
  ],
}
