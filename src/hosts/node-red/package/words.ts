/** What the dialogs and the help say besides the texts of a manifest. `__name__` is filled in by Node-RED. */
export interface Words {
  readonly dialog: Readonly<
    Record<
      | 'method'
      | 'connection'
      | 'property'
      | 'ownPorts'
      | 'everythingElse'
      | 'missing'
      | 'choice'
      | 'text'
      | 'noChoices'
      | 'noAnswer'
      | 'deployFirst'
      | 'server'
      | 'baseUrl'
      | 'clientId'
      | 'clientSecret'
      | 'redirectUri'
      | 'state'
      | 'authorize'
      | 'advanced'
      | 'authorizationUrl'
      | 'tokenUrl'
      | 'revocationUrl'
      | 'scopes'
      | 'overlays'
      | 'consentTaken'
      | 'consentRefused',
      string
    >
  >
  readonly status: Readonly<Record<'running' | 'pending' | 'authorized' | 'ended', string>>
  readonly fault: Readonly<Record<'pending' | 'ended' | 'damaged' | 'property', string>>
  readonly help: Readonly<
    Record<
      | 'inputs'
      | 'inputsAbout'
      | 'outputs'
      | 'outcome'
      | 'outputsAbout'
      | 'meta'
      | 'ports'
      | 'portsAbout'
      | 'errors'
      | 'connection',
      string
    >
  >
}

const english: Words = {
  dialog: {
    method: 'Method',
    connection: 'Connection',
    property: 'Outputs to',
    ownPorts: 'Own port for',
    everythingElse: 'Everything else',
    missing: 'has to be filled in',
    choice: 'choice',
    text: 'text',
    noChoices: 'The choices cannot be shown; a value can be typed.',
    noAnswer: 'Node-RED does not answer.',
    deployFirst: 'Deploy the connection first.',
    server: 'listed server',
    baseUrl: 'Server',
    clientId: 'Client ID',
    clientSecret: 'Client secret',
    redirectUri: 'Redirect URI',
    state: 'State',
    authorize: 'Authorize',
    advanced: 'Other endpoints and scopes',
    authorizationUrl: 'Authorization URL',
    tokenUrl: 'Token URL',
    revocationUrl: 'Revocation URL',
    scopes: 'Scopes',
    overlays: 'Deployment',
    consentTaken: 'Authorized. This window can be closed.',
    consentRefused: 'This did not work. Close this window and authorize again.',
  },
  status: {
    running: 'running',
    pending: 'Authorization pending',
    authorized: 'Authorized',
    ended: 'Re-consent needed',
  },
  fault: {
    pending:
      'The connection __name__ is not authorized yet. Open it in the editor, fill in its credentials and click Authorize.',
    ended: 'The consent of the connection __name__ has ended. Open it in the editor and click Authorize.',
    damaged:
      'The saved consent of the connection __name__ was damaged and is set aside. Open it in the editor and click Authorize.',
    property: 'The outputs cannot be put into msg.__property__; choose another place for them.',
  },
  help: {
    inputs: 'Inputs',
    inputsAbout:
      'Each field takes text, a property of the message, of the flow or global context, an environment variable or a JSONata expression. An expression without a value leaves its field empty. In text, <code>$(name)</code> stands for <code>msg.name</code>.',
    outputs: 'Outputs',
    outcome: 'The name of the outcome, such as <code>__outcome__</code>.',
    outputsAbout:
      'The outputs of the method, listed below; every one is there whatever the outcome, with <code>null</code> or <code>[]</code> where there is nothing to tell. The dialog can put them elsewhere.',
    meta: 'About the run: <code>code</code> (why it ended so), <code>httpStatus</code>, <code>retryAfterMs</code>, <code>delivery</code> (what became of the request), <code>attempts</code>, <code>elapsedMs</code>, <code>warnings</code>.',
    ports: 'Ports',
    portsAbout:
      'Each message leaves by one port: that of its outcome, or the last one when its outcome has none of its own. The rest of the message is not changed.',
    errors:
      'A failure of the service or of the network is an outcome and leaves by a port. Only what the flow’s author has to put right, such as an expression that cannot be evaluated, is an error for a <i>catch</i> node; then nothing is sent.',
    connection:
      'Where the service is, and the client that was registered with it. The client ID and secret are kept encrypted by Node-RED and are not exported with the flow. <b>Authorize</b> opens the consent page of the service; the redirect URI has to be registered there.',
  },
}

const german: Words = {
  dialog: {
    method: 'Methode',
    connection: 'Verbindung',
    property: 'Ausgaben nach',
    ownPorts: 'Eigener Ausgang für',
    everythingElse: 'Alles andere',
    missing: 'muss ausgefüllt werden',
    choice: 'Auswahl',
    text: 'Text',
    noChoices: 'Die Auswahl kann nicht gezeigt werden; ein Wert kann eingetippt werden.',
    noAnswer: 'Node-RED antwortet nicht.',
    deployFirst: 'Zuerst die Verbindung übernehmen (Deploy).',
    server: 'bekannter Server',
    baseUrl: 'Server',
    clientId: 'Client-ID',
    clientSecret: 'Client-Secret',
    redirectUri: 'Redirect-URI',
    state: 'Zustand',
    authorize: 'Autorisieren',
    advanced: 'Andere Endpunkte und Scopes',
    authorizationUrl: 'Autorisierungs-URL',
    tokenUrl: 'Token-URL',
    revocationUrl: 'Widerrufs-URL',
    scopes: 'Scopes',
    overlays: 'Umgebung',
    consentTaken: 'Autorisiert. Dieses Fenster kann geschlossen werden.',
    consentRefused: 'Das hat nicht geklappt. Dieses Fenster schließen und noch einmal autorisieren.',
  },
  status: {
    running: 'läuft',
    pending: 'Autorisierung steht aus',
    authorized: 'Autorisiert',
    ended: 'Neue Zustimmung nötig',
  },
  fault: {
    pending:
      'Die Verbindung __name__ ist noch nicht autorisiert. Im Editor öffnen, die Zugangsdaten ausfüllen und auf „Autorisieren“ klicken.',
    ended: 'Die Zustimmung der Verbindung __name__ ist abgelaufen. Im Editor öffnen und auf „Autorisieren“ klicken.',
    damaged:
      'Die gespeicherte Zustimmung der Verbindung __name__ war beschädigt und ist beiseitegelegt. Im Editor öffnen und auf „Autorisieren“ klicken.',
    property: 'Die Ausgaben können nicht in msg.__property__ abgelegt werden; bitte einen anderen Ort wählen.',
  },
  help: {
    inputs: 'Eingaben',
    inputsAbout:
      'Jedes Feld nimmt Text, eine Eigenschaft der Nachricht, des Flow- oder globalen Kontexts, eine Umgebungsvariable oder einen JSONata-Ausdruck. Ein Ausdruck ohne Wert lässt sein Feld leer. In Text steht <code>$(name)</code> für <code>msg.name</code>.',
    outputs: 'Ausgaben',
    outcome: 'Der Name des Ergebnisses, etwa <code>__outcome__</code>.',
    outputsAbout:
      'Die Ausgaben der Methode, unten aufgeführt; jede ist bei jedem Ergebnis da, mit <code>null</code> oder <code>[]</code>, wo es nichts zu sagen gibt. Der Dialog kann sie an einen anderen Ort legen.',
    meta: 'Über den Lauf: <code>code</code> (warum er so endete), <code>httpStatus</code>, <code>retryAfterMs</code>, <code>delivery</code> (was aus der Anfrage wurde), <code>attempts</code>, <code>elapsedMs</code>, <code>warnings</code>.',
    ports: 'Ausgänge',
    portsAbout:
      'Jede Nachricht geht durch einen Ausgang: den ihres Ergebnisses, oder den letzten, wenn ihr Ergebnis keinen eigenen hat. Der Rest der Nachricht bleibt, wie er war.',
    errors:
      'Ein Fehlschlag des Dienstes oder des Netzes ist ein Ergebnis und geht durch einen Ausgang. Nur was der Autor des Flows beheben muss, etwa ein Ausdruck, der sich nicht auswerten lässt, ist ein Fehler für eine <i>catch</i>-Node; dann wird nichts gesendet.',
    connection:
      'Wo der Dienst ist, und der Client, der dort registriert wurde. Client-ID und -Secret verwahrt Node-RED verschlüsselt; sie werden nicht mit dem Flow exportiert. <b>Autorisieren</b> öffnet die Zustimmungsseite des Dienstes; die Redirect-URI muss dort registriert sein.',
  },
}

const japanese: Words = {
  dialog: {
    method: 'メソッド',
    connection: '接続',
    property: '出力先',
    ownPorts: '専用ポート',
    everythingElse: 'その他すべて',
    missing: 'を入力してください',
    choice: '選択',
    text: 'テキスト',
    noChoices: '選択肢を表示できません。値は直接入力できます。',
    noAnswer: 'Node-RED が応答しません。',
    deployFirst: '先に接続をデプロイしてください。',
    server: '一覧のサーバー',
    baseUrl: 'サーバー',
    clientId: 'クライアント ID',
    clientSecret: 'クライアントシークレット',
    redirectUri: 'リダイレクト URI',
    state: '状態',
    authorize: '認可する',
    advanced: 'その他のエンドポイントとスコープ',
    authorizationUrl: '認可 URL',
    tokenUrl: 'トークン URL',
    revocationUrl: '取り消し URL',
    scopes: 'スコープ',
    overlays: '環境',
    consentTaken: '認可されました。このウィンドウは閉じてかまいません。',
    consentRefused: '認可できませんでした。このウィンドウを閉じて、もう一度やり直してください。',
  },
  status: {
    running: '実行中',
    pending: '認可待ち',
    authorized: '認可済み',
    ended: '再同意が必要',
  },
  fault: {
    pending:
      '接続 __name__ はまだ認可されていません。エディタで開き、資格情報を入力して「認可する」をクリックしてください。',
    ended: '接続 __name__ の同意は終了しました。エディタで開き、「認可する」をクリックしてください。',
    damaged:
      '接続 __name__ の保存された同意が破損していたため、退避しました。エディタで開き、「認可する」をクリックしてください。',
    property: '出力を msg.__property__ に格納できません。別の場所を選んでください。',
  },
  help: {
    inputs: '入力',
    inputsAbout:
      '各フィールドには、テキスト、メッセージのプロパティ、フローまたはグローバルコンテキスト、環境変数、JSONata 式を指定できます。値のない式のフィールドは空になります。テキスト中の <code>$(name)</code> は <code>msg.name</code> を表します。',
    outputs: '出力',
    outcome: '結果の名前。例: <code>__outcome__</code>。',
    outputsAbout:
      '下に示すメソッドの出力。結果にかかわらずすべて存在し、値がないときは <code>null</code> または <code>[]</code> になります。出力先はダイアログで変更できます。',
    meta: '実行の情報: <code>code</code>（そうなった理由）、<code>httpStatus</code>、<code>retryAfterMs</code>、<code>delivery</code>（リクエストがどうなったか）、<code>attempts</code>、<code>elapsedMs</code>、<code>warnings</code>。',
    ports: 'ポート',
    portsAbout:
      '各メッセージは 1 つのポートから出ます。結果に専用ポートがあればそこから、なければ最後のポートから出ます。メッセージのほかの部分は変わりません。',
    errors:
      'サービスやネットワークの失敗は結果であり、ポートから出ます。評価できない式など、フローの作者が直すべきものだけが <i>catch</i> ノードのエラーになり、そのときは何も送信されません。',
    connection:
      'サービスの場所と、そこに登録したクライアント。クライアント ID とシークレットは Node-RED が暗号化して保管し、フローと一緒にエクスポートされません。<b>認可する</b>を押すとサービスの同意ページが開きます。リダイレクト URI はそこに登録しておく必要があります。',
  },
}

/** By the names of Node-RED's languages. */
export const words: Readonly<Record<string, Words>> = { 'en-US': english, de: german, ja: japanese }

/** The words of a language that has none. */
export const fallbackWords = english
