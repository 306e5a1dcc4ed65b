// Passkeys in the browser: the two steps of WebAuthn between the API and the device, for sign-in and for settings.
import { api } from './api/client.ts'

/** `cancelled`: the person or the device said no; `present`: this device has one for the account already. */
export type PasskeyOutcome = 'done' | 'cancelled' | 'present'

/** Whether this browser can take the API's answers as they are (all current ones can). */
export function passkeysWork(): boolean {
  return (
    typeof PublicKeyCredential !== 'undefined' &&
    typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function' &&
    typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function'
  )
}

/** Signs in with a passkey that the person chooses in the browser's own dialog. Throws ApiError when it is refused. */
export async function signInWithPasskey(): Promise<PasskeyOutcome> {
  const options = await api.post<PublicKeyCredentialRequestOptionsJSON>('/api/auth/passkey/sign-in-options', {})
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  const credential = await asked(() => navigator.credentials.get({ publicKey }))
  if (typeof credential === 'string') return credential
  await api.post('/api/auth/passkey/sign-in', { response: credential.toJSON() })
  return 'done'
}

/** Adds a passkey to the signed-in account under `name`. Throws ApiError, `reauthentication_required` after an hour. */
export async function addPasskey(name: string): Promise<PasskeyOutcome> {
  const options = await api.post<PublicKeyCredentialCreationOptionsJSON>('/api/auth/passkey/register-options', {})
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  const credential = await asked(() => navigator.credentials.create({ publicKey }))
  if (typeof credential === 'string') return credential
  await api.post('/api/auth/passkey/register', { name, response: credential.toJSON() })
  return 'done'
}

/** A refusal by the person, a time-out and a missing device are all one exception, on purpose of the standard. */
async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential | 'cancelled' | 'present'> {
  try {
    const credential = await ask()
    return credential instanceof PublicKeyCredential ? credential : 'cancelled'
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'InvalidStateError') return 'present'
    if (cause instanceof DOMException) return 'cancelled'
    throw cause
  }
}
