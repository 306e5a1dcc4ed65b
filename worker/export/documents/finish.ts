// The last step of every PDF: its names and dates, what is attached, PDF/A, its bytes.
import { AFRelationship, PDFDocument, PDFHexString } from '@cantoo/pdf-lib'
import { utf8 } from '../../ledger/bytes.ts'
import { sha256 } from '../../ledger/hash.ts'
import type { DocumentFile } from './input.ts'

export type Naming = {
  /** Seeds the file identifier: no clock and no chance in it. */
  id: string
  title: string
  author: string
  subject: string
  lang: string
  at: string
  attachments: readonly DocumentFile[]
}

const IDENTIFIER_BYTES = 16

/** An empty document that writes nothing about its maker on its own. */
export const newDocument = (): Promise<PDFDocument> => PDFDocument.create({ updateMetadata: false })

/** PDF/A-3b bytes: part 3 because only it may carry files of any kind. The same arguments give the same bytes. */
export async function finish(document: PDFDocument, naming: Naming): Promise<Uint8Array> {
  const at = new Date(naming.at)
  document.setTitle(naming.title, { showInWindowTitleBar: true })
  document.setAuthor(naming.author)
  document.setSubject(naming.subject)
  document.setProducer('Tallystick')
  document.setCreator('Tallystick')
  document.setLanguage(naming.lang)
  document.setCreationDate(at)
  document.setModificationDate(at)
  for (const { name, bytes, mime, description } of naming.attachments) {
    await document.attach(bytes, name, {
      mimeType: mime,
      description,
      creationDate: at,
      modificationDate: at,
      afRelationship: AFRelationship.Source,
    })
  }
  const identifier = PDFHexString.fromBytes(
    sha256(utf8(`${naming.id}\n${naming.title}\n${naming.at}`)).slice(0, IDENTIFIER_BYTES),
  )
  document.context.trailerInfo.ID = document.context.obj([identifier, identifier])
  document.convertToPDFA({ conformance: '3B' })
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
}
