// What the people of the company and the models write to each other, in the eleven languages of Latin letters.
import type { Phrases } from './languages.ts'

export const latin: readonly Phrases[] = [
  {
    code: 'en',
    titles: ['Quarterly report draft', 'Sensor drift in batch {n}', 'Reply to a supplier', 'Refactor the parser'],
    asks: [
      'Can you shorten this paragraph to about {n} words?',
      'Why does the calibration of unit {n} drift after a cold start?',
      'Please draft a polite reply to the supplier about order {n}.',
      'What is the difference between precision and recall, with an example of {n} cases?',
      'Rewrite this so that a customer understands it 🙂',
    ],
    answers: [
      'Here is a shorter version of about {n} words.',
      'Most likely the reference voltage has not settled; wait {n} seconds before the first reading.',
      'I would begin with thanks, name order {n}, and ask for one concrete date.',
      'Of {n} flagged cases, precision says how many were right; recall says how many were found at all.',
      'Tell me if the tone should be warmer.',
    ],
    contact: 'You can reach the customer here: {}.',
  },
  {
    code: 'de',
    titles: ['Angebot für Prüfstand {n}', 'Störung am Förderband', 'Übersetzung der Anleitung'],
    asks: [
      'Kannst du das Angebot {n} kürzer und höflicher formulieren?',
      'Warum fällt der Größenwert nach {n} Messungen plötzlich ab?',
      'Übersetze bitte die Anleitung ins Französische.',
    ],
    answers: [
      'Gern, hier ist ein Vorschlag mit höchstens {n} Wörtern.',
      'Vermutlich ist der Messfühler verschmutzt; nach {n} Zyklen sollte man ihn reinigen.',
      'Die Übersetzung folgt unten, die Maßangaben habe ich belassen.',
    ],
    contact: 'Die Kundin erreichst du so: {}.',
  },
  {
    code: 'fr',
    titles: ['Compte rendu de réunion', 'Réclamation n° {n}', 'Idées pour l’atelier'],
    asks: [
      'Peux-tu résumer la réunion en {n} points ?',
      'Rédige une réponse à la réclamation n° {n}, s’il te plaît.',
      'Où placer la gêne la plus élevée dans ce schéma ?',
    ],
    answers: [
      'Voici le résumé en {n} points, du plus urgent au moins urgent.',
      'J’ai gardé un ton ferme mais aimable ; vérifiez la date d’échéance.',
      'D’après les données, c’est à l’étape {n} que l’écart apparaît.',
    ],
    contact: 'Pour joindre la cliente : {}.',
  },
  {
    code: 'es',
    titles: ['Informe del mes', 'Avería en la línea {n}', 'Correo al señor Muñoz'],
    asks: [
      '¿Puedes resumir el informe en {n} líneas?',
      '¿Por qué falla la línea {n} después del mediodía?',
      'Escribe un correo breve para pedir una prórroga.',
    ],
    answers: [
      'Claro: aquí está el resumen en {n} líneas.',
      'Parece un problema de temperatura; mañana conviene medir cada {n} minutos.',
      'He añadido un saludo cordial y la fecha límite.',
    ],
    contact: 'Los datos de contacto: {}.',
  },
  {
    code: 'pt',
    titles: ['Relatório de produção', 'Dúvida sobre a peça {n}', 'Ação de formação'],
    asks: [
      'Consegues explicar o relatório em {n} frases?',
      'A peça {n} não encaixa; o que devo verificar primeiro?',
      'Prepara uma agenda para a formação de amanhã.',
    ],
    answers: [
      'Sim, em {n} frases: a produção subiu e os custos ficaram iguais.',
      'Verifique primeiro a tolerância da peça {n} e depois a orientação.',
      'A agenda está pronta; deixei uma pausa a meio da manhã.',
    ],
    contact: 'O contacto é este: {}.',
  },
  {
    code: 'it',
    titles: ['Verbale della riunione', 'Guasto al banco {n}', 'Perché il filtro è lento'],
    asks: [
      'Puoi scrivere il verbale in {n} punti?',
      'Il banco {n} si è fermato di nuovo: qual è la causa più probabile?',
      'Perché questo filtro è così lento?',
    ],
    answers: [
      'Ecco il verbale in {n} punti, con le decisioni in fondo.',
      'È probabile che il sensore {n} sia scollegato.',
      'Il filtro rilegge tutto il file: basta leggerlo una volta sola.',
    ],
    contact: 'Il recapito della cliente è {}.',
  },
  {
    code: 'nl',
    titles: ['Offerte {n} nakijken', 'Storing in de hal', 'Vergaderverslag'],
    asks: [
      'Kun je offerte {n} nakijken op fouten?',
      'Waarom duurt het opstarten ineens {n} seconden?',
      'Maak hier een kort verslag van.',
    ],
    answers: [
      'Ik vond {n} kleine fouten; ze staan hieronder op een rij.',
      'Het opstarten wacht op een server die niet meer bestaat.',
      'Het verslag telt {n} regels en noemt de afspraken eerst.',
    ],
    contact: 'De klant is hier bereikbaar: {}.',
  },
  {
    code: 'pl',
    titles: ['Zgłoszenie {n}', 'Opis części zamiennych', 'Plan szkolenia'],
    asks: [
      'Czy możesz odpowiedzieć na zgłoszenie {n}?',
      'Dlaczego wskaźnik spada po {n} próbach?',
      'Przygotuj krótki plan szkolenia na jutro.',
    ],
    answers: [
      'Oto odpowiedź; wspomniałem o terminie i o zgłoszeniu {n}.',
      'Najpewniej źle ustawiono próg: zmień go na {n}.',
      'Plan jest gotowy, każda część trwa pół godziny.',
    ],
    contact: 'Dane kontaktowe: {}.',
  },
  {
    code: 'cs',
    titles: ['Přehled závad', 'Dotaz k dílu {n}', 'Žádost o slevu'],
    asks: ['Můžeš shrnout závady do {n} bodů?', 'Proč se díl {n} přehřívá?', 'Napiš prosím zdvořilou žádost o slevu.'],
    answers: [
      'Tady je {n} bodů, seřazených podle závažnosti.',
      'Příčinou je nejspíš zanesený větrák.',
      'Žádost je krátká a odkazuje na objednávku {n}.',
    ],
    contact: 'Kontakt na zákaznici: {}.',
  },
  {
    code: 'sv',
    titles: ['Felrapport {n}', 'Översättning av avtal', 'Möte på måndag'],
    asks: [
      'Kan du göra felrapport {n} kortare?',
      'Vad betyder klausulen om ansvar på enkel svenska?',
      'Föreslå en dagordning på {n} minuter.',
    ],
    answers: [
      'Här är en kortare version på {n} rader.',
      'Klausulen säger att leverantören ansvarar i {n} månader.',
      'Dagordningen börjar med läget och slutar med frågor.',
    ],
    contact: 'Kunden nås så här: {}.',
  },
  {
    code: 'tr',
    titles: ['Sipariş {n} hakkında', 'Ölçüm sonuçları', 'Şikâyet yanıtı'],
    asks: [
      'Sipariş {n} için kısa bir yanıt yazar mısın?',
      'Ölçüm sonuçları neden {n} dakikadan sonra değişiyor?',
      'İşçilik ücretini nasıl açıklamalıyım?',
    ],
    answers: [
      'Elbette, aşağıda {n} cümlelik bir yanıt var.',
      'Büyük olasılıkla ısı etkisi; ölçümü {n} dakika sonra yineleyin.',
      'Ücreti saat ve malzeme olarak ikiye ayırmak daha anlaşılır olur.',
    ],
    contact: 'Müşterinin bilgisi: {}.',
  },
]
