// What an application around the official client keeps: its registration, its tokens, the verifier, and the address codes come back to.
import type { Server } from 'node:http'
import type { OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js'
import type { OAuthClientInformationMixed, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js'

/** The loopback page that the browser returns to with the code. */
export class CallbackServer {
  readonly #server: Server
  readonly #code: Promise<string>

  constructor(server: Server) {
    this.#server = server
    this.#code = new Promise((found) => {
      server.on('request', (request, response) => {
        const code = new URL(request.url ?? '', 'http://127.0.0.1').searchParams.get('code')
        response.setHeader('content-type', 'text/html').end('<title>Back in the client</title>')
        if (code !== null) found(code)
      })
    })
  }

  /** The address, on a port that the system chose. */
  async listen(): Promise<string> {
    await new Promise<void>((ready) => this.#server.listen(0, '127.0.0.1', ready))
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return `http://127.0.0.1:${address.port}/callback`
  }

  code(): Promise<string> {
    return this.#code
  }
}

/** Everything in memory; `open` shows a person the address where they approve. */
export class Keeper implements OAuthClientProvider {
  readonly redirectUrl: string
  readonly #open: (url: URL) => void
  #registered: OAuthClientInformationMixed | undefined
  #tokens: OAuthTokens | undefined
  #verifier = ''

  constructor(redirectUrl: string, open: (url: URL) => void) {
    this.redirectUrl = redirectUrl
    this.#open = open
  }

  get clientMetadata() {
    return {
      client_name: 'Inspector of the tests',
      redirect_uris: [this.redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    }
  }

  clientInformation = () => this.#registered
  saveClientInformation(given: OAuthClientInformationMixed): void {
    this.#registered = given
  }
  tokens = () => this.#tokens
  saveTokens(tokens: OAuthTokens): void {
    this.#tokens = tokens
  }
  redirectToAuthorization = (url: URL): void => this.#open(url)
  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier
  }
  codeVerifier = () => this.#verifier

  /** As if the access token had expired: the client has to refresh. */
  spoilAccess(): void {
    if (this.#tokens !== undefined) this.#tokens = { ...this.#tokens, access_token: 'mca_expired' }
  }
}
