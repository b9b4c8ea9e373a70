"""A world of known topics: nine matters, each spoken of in five languages, in sentences that share few words.

The first three were used to choose how texts are grouped by meaning, the other six to say how well that does.
"""

from __future__ import annotations

from typing import Any, Final

LANGUAGES: Final = ("en", "de", "fr", "es", "it")
CHOSEN_ON: Final = ("bread", "bicycles", "taxes")

#: Five sentences in each language, in the order of `LANGUAGES`, one a line.
_SAID: Final = {
    "bread": """
My sourdough never rises in the oven, the crumb stays dense
How long do you knead a rye loaf by hand?
A hot stone and some steam give the best crust
Does the flour need more water when it is wholemeal?
I bake two loaves every Saturday and freeze one
Mein Sauerteig geht im Ofen nicht auf, die Krume bleibt dicht
Wie lange knetet ihr ein Roggenbrot von Hand?
Ein heißer Stein und etwas Dampf machen die beste Kruste
Braucht Vollkornmehl mehr Wasser im Teig?
Jeden Samstag backe ich zwei Laibe und friere einen ein
Mon levain ne gonfle jamais au four, la mie reste serrée
Combien de temps faut-il pétrir une miche de seigle à la main ?
Une pierre brûlante et un peu de vapeur donnent la plus belle croûte
La farine complète demande-t-elle davantage d'eau ?
Je cuis deux pains chaque samedi et j'en congèle un
Mi masa madre no sube en el horno y la miga queda apretada
¿Cuánto tiempo se amasa a mano una hogaza de centeno?
Una piedra caliente y algo de vapor dan la mejor corteza
¿La harina integral pide más agua en la masa?
Horneo dos panes cada sábado y congelo uno
Il mio lievito madre non cresce in forno e la mollica resta fitta
Per quanto tempo si impasta a mano una pagnotta di segale?
Una pietra rovente e un po' di vapore danno la crosta migliore
La farina integrale vuole più acqua nell'impasto?
Ogni sabato inforno due pagnotte e ne congelo una
""",
    "bicycles": """
My chain slips off the sprocket whenever I shift down
Which pump reaches eight bar for a road tyre?
The rear wheel wobbles, two spokes are broken
Disc brakes squeal in the rain after I changed the pads
A puncture again, that was my last inner tube
Beim Herunterschalten springt mir die Kette vom Ritzel
Welche Luftpumpe schafft acht Bar für Rennradreifen?
Das Hinterrad eiert, zwei Speichen sind gebrochen
Nach dem Wechsel der Beläge quietschen die Scheibenbremsen bei Nässe
Schon wieder ein Platten, das war mein letzter Schlauch
Ma chaîne saute du pignon dès que je rétrograde
Quelle pompe monte à huit bars pour un pneu de vélo de route ?
La roue arrière est voilée, deux rayons ont cassé
Depuis le changement des plaquettes, les freins à disque couinent sous la pluie
Encore une crevaison, c'était ma dernière chambre à air
La cadena se sale del piñón cuando bajo de marcha
¿Qué bomba llega a ocho bares para una cubierta de carretera?
La rueda trasera baila, hay dos radios rotos
Los frenos de disco chirrían con lluvia tras cambiar las pastillas
Otro pinchazo, era mi última cámara
La catena salta dal pignone quando scalo marcia
Quale pompa arriva a otto bar per un copertone da corsa?
La ruota posteriore balla, due raggi sono rotti
Cambiate le pastiglie, i freni a disco stridono sotto la pioggia
Un'altra foratura, era la mia ultima camera d'aria
""",
    "taxes": """
The office wants my income return by the end of July
Can I deduct the desk in my home study?
They sent me a refund for last year, far less than hoped
How do freelancers pay value added tax in advance?
My accountant says that receipts must be kept ten years
Das Finanzamt will meine Steuererklärung bis Ende Juli
Kann ich den Schreibtisch im Arbeitszimmer absetzen?
Die Erstattung fürs letzte Jahr ist viel kleiner als erhofft
Wie zahlen Freiberufler die Umsatzsteuer im Voraus?
Meine Steuerberaterin sagt, Belege muss man zehn Jahre aufheben
Le fisc attend ma déclaration de revenus avant fin juillet
Puis-je déduire le meuble de mon bureau à domicile ?
Le remboursement d'impôt de l'an dernier est plus maigre que prévu
Comment les indépendants versent-ils les acomptes de TVA ?
Mon comptable dit qu'on garde les justificatifs dix ans
Hacienda quiere mi declaración de la renta antes de agosto
¿Puedo desgravar la mesa del despacho de casa?
La devolución del año pasado es mucho menor de lo esperado
¿Cómo adelantan el IVA los autónomos?
Mi gestora dice que las facturas se guardan diez años
L'agenzia delle entrate vuole la dichiarazione dei redditi entro luglio
Posso detrarre la scrivania dello studio in casa?
Il rimborso delle imposte dell'anno scorso è più magro del previsto
Come versano l'acconto IVA i liberi professionisti?
La commercialista dice che le ricevute si tengono dieci anni
""",
    "cats": """
Our kitten scratches the sofa although it has a post
She refuses dry food and meows in front of the fridge
The vet says the tom should be neutered in spring
How do you get a frightened stray into a carrier?
He purrs on my lap and sheds hair all over my trousers
Unser Kätzchen zerkratzt das Sofa trotz Kratzbaum
Sie frisst kein Trockenfutter und miaut vor dem Kühlschrank
Die Tierärztin meint, der Kater soll im Frühjahr kastriert werden
Wie bekommt man eine scheue Streunerin in die Transportbox?
Er schnurrt auf meinem Schoß und haart die ganze Hose voll
Notre chaton griffe le canapé malgré son arbre
Elle refuse les croquettes et miaule devant le frigo
Le vétérinaire veut castrer le matou au printemps
Comment faire entrer une chatte errante apeurée dans la caisse de transport ?
Il ronronne sur mes genoux et laisse ses poils partout
Nuestro gatito araña el sofá aunque tiene rascador
No quiere pienso y maúlla delante de la nevera
El veterinario dice que hay que castrar al gato en primavera
¿Cómo se mete a una gata callejera asustada en el transportín?
Ronronea en mi regazo y me llena el pantalón de pelos
Il nostro gattino graffia il divano benché abbia il tiragraffi
Rifiuta le crocchette e miagola davanti al frigorifero
Il veterinario dice di sterilizzare il micio in primavera
Come si fa entrare una gatta randagia impaurita nel trasportino?
Fa le fusa in braccio e mi riempie di peli i pantaloni
""",
    "chess": """
White sacrifices a knight on f7 and mates in four
Which opening suits a beginner against the Sicilian?
I lost the rook endgame although I was a pawn up
The tournament uses a clock with an increment of five seconds
My rating fell by thirty after three bad rounds
Weiß opfert einen Springer auf f7 und setzt in vier Zügen matt
Welche Eröffnung passt für Anfänger gegen Sizilianisch?
Das Turmendspiel ging verloren, obwohl ich einen Bauern mehr hatte
Beim Turnier läuft die Schachuhr mit fünf Sekunden Zugabe
Nach drei schlechten Runden fiel meine Wertungszahl um dreißig
Les Blancs sacrifient un cavalier en f7 et matent en quatre coups
Quelle ouverture conseiller à un débutant contre la sicilienne ?
J'ai perdu la finale de tours avec un pion de plus
Au tournoi, la pendule ajoute cinq secondes par coup
Mon classement Elo a baissé de trente après trois mauvaises rondes
Las blancas sacrifican un caballo en f7 y dan mate en cuatro
¿Qué apertura le va a un principiante contra la siciliana?
Perdí el final de torres con un peón de ventaja
En el torneo el reloj suma cinco segundos por jugada
Mi puntuación de ajedrez bajó treinta tras tres malas rondas
Il Bianco sacrifica un cavallo in f7 e dà matto in quattro mosse
Quale apertura va bene a un principiante contro la siciliana?
Ho perso il finale di torri pur avendo un pedone in più
Al torneo l'orologio aggiunge cinque secondi a mossa
Il mio punteggio Elo è sceso di trenta dopo tre brutti turni
""",
    "photography": """
What shutter speed freezes a running dog at dusk?
My lens has a scratch and flares against the sun
I develop black and white film in the bathroom
A wide aperture blurs the background of a portrait
The sensor is dusty, there are spots in every sky
Welche Belichtungszeit friert einen rennenden Hund in der Dämmerung ein?
Mein Objektiv hat einen Kratzer und überstrahlt im Gegenlicht
Schwarzweißfilme entwickle ich im Badezimmer
Eine offene Blende macht den Hintergrund eines Porträts unscharf
Der Sensor der Kamera ist staubig, in jedem Himmel sind Flecken
Quelle vitesse d'obturation fige un chien qui court au crépuscule ?
Mon objectif est rayé et fait des reflets à contre-jour
Je développe mes pellicules noir et blanc dans la salle de bains
Une grande ouverture rend flou l'arrière-plan d'un portrait
Le capteur est poussiéreux, chaque ciel a des taches
¿Qué velocidad de obturación congela a un perro corriendo al anochecer?
Mi objetivo está rayado y da reflejos a contraluz
Revelo carretes en blanco y negro en el cuarto de baño
Un diafragma abierto desenfoca el fondo de un retrato
El sensor de la cámara tiene polvo, hay manchas en cada cielo
Quale tempo di scatto blocca un cane in corsa al tramonto?
Il mio obiettivo è graffiato e dà riflessi in controluce
Sviluppo pellicole in bianco e nero nel bagno
Un diaframma aperto sfoca lo sfondo di un ritratto
Il sensore della macchina fotografica è sporco, ogni cielo ha macchie
""",
    "hiking": """
The hut on the pass is closed, we slept in a tent
Blisters on both heels after the first mountain day
Is the ridge trail safe when snow lies above two thousand metres?
Carry less, your backpack should weigh under ten kilos
We missed the waymark in the fog and turned back
Die Hütte am Pass hat zu, wir haben im Zelt geschlafen
Blasen an beiden Fersen nach dem ersten Tag am Berg
Ist der Gratweg sicher, wenn oberhalb von zweitausend Metern Schnee liegt?
Nimm weniger mit, der Rucksack sollte keine zehn Kilo wiegen
Im Nebel fanden wir die Markierung nicht und kehrten um
Le refuge du col est fermé, nous avons dormi sous la tente
Des ampoules aux deux talons dès le premier jour de montagne
Le sentier de crête est-il sûr avec de la neige au-dessus de deux mille mètres ?
Emporte moins, ton sac à dos devrait peser moins de dix kilos
Dans le brouillard nous avons raté le balisage et fait demi-tour
El refugio del puerto está cerrado, dormimos en la tienda
Ampollas en los dos talones tras el primer día de montaña
¿Es segura la senda de la cresta con nieve por encima de dos mil metros?
Lleva menos, la mochila debería pesar menos de diez kilos
Con la niebla perdimos las marcas del camino y dimos la vuelta
Il rifugio al passo è chiuso, abbiamo dormito in tenda
Vesciche a entrambi i talloni dopo il primo giorno in montagna
Il sentiero di cresta è sicuro con la neve sopra i duemila metri?
Porta meno cose, lo zaino dovrebbe pesare meno di dieci chili
Nella nebbia abbiamo perso il segnavia e siamo tornati indietro
""",
    "gardens": """
Slugs ate all my lettuce in one night
When do you prune apple trees, before or after frost?
The tomatoes have brown spots on their leaves
I spread compost on the beds before sowing carrots
Our hedge dries out, should I water it in the morning?
Schnecken haben in einer Nacht meinen ganzen Salat gefressen
Wann schneidet man Apfelbäume, vor oder nach dem Frost?
Die Tomaten haben braune Flecken auf den Blättern
Vor der Aussaat der Möhren verteile ich Kompost auf den Beeten
Unsere Hecke vertrocknet, soll ich morgens gießen?
Les limaces ont mangé toutes mes laitues en une nuit
Quand taille-t-on les pommiers, avant ou après le gel ?
Les feuilles des tomates ont des taches brunes
J'étale du compost sur les planches avant de semer les carottes
Notre haie se dessèche, faut-il arroser le matin ?
Las babosas se comieron todas mis lechugas en una noche
¿Cuándo se podan los manzanos, antes o después de la helada?
Los tomates tienen manchas pardas en las hojas
Echo compost en los bancales antes de sembrar zanahorias
Nuestro seto se seca, ¿riego por la mañana?
Le lumache hanno mangiato tutta la mia lattuga in una notte
Quando si potano i meli, prima o dopo la gelata?
I pomodori hanno macchie brune sulle foglie
Spargo il compost sulle aiuole prima di seminare le carote
La nostra siepe si secca, devo annaffiare al mattino?
""",
    "elections": """
Turnout in the local vote was the lowest in decades
The mayor lost her majority in the town council
Which party promises to lower the voting age?
Postal ballots are counted only after the polls close
The coalition talks failed over the budget
Die Beteiligung an der Kommunalwahl war so niedrig wie seit Jahrzehnten nicht
Die Bürgermeisterin verlor ihre Mehrheit im Stadtrat
Welche Partei will das Wahlalter senken?
Briefwahlstimmen zählt man erst nach Schließung der Wahllokale
Die Koalitionsgespräche scheiterten am Haushalt
La participation aux municipales est la plus faible depuis des décennies
La maire a perdu sa majorité au conseil municipal
Quel parti promet d'abaisser l'âge du droit de vote ?
Les bulletins par correspondance sont dépouillés après la fermeture des bureaux
Les négociations de coalition ont échoué sur le budget
La participación en las municipales fue la más baja en décadas
La alcaldesa perdió la mayoría en el ayuntamiento
¿Qué partido promete rebajar la edad para votar?
El voto por correo se cuenta al cerrar los colegios electorales
Las negociaciones de coalición fracasaron por el presupuesto
L'affluenza alle comunali è stata la più bassa da decenni
La sindaca ha perso la maggioranza in consiglio comunale
Quale partito promette di abbassare l'età del voto?
Le schede per posta si scrutinano dopo la chiusura dei seggi
Le trattative per la coalizione sono fallite sul bilancio
""",
}


def sayings(*languages: str, chosen_on: bool = False) -> list[tuple[str, str, str]]:
    """Return (matter, language, sentence) of those languages; the matters to measure on, or those chosen on."""
    return [
        (matter, language, sentence)
        for matter, lines in _SAID.items()
        if (matter in CHOSEN_ON) == chosen_on
        for number, sentence in enumerate(lines.strip().splitlines())
        if (language := LANGUAGES[number // 5]) in (languages or LANGUAGES)
    ]


def posts(*languages: str, copies: int = 1) -> list[dict[str, Any]]:
    """Return the sentences as posts; the author bears the name of the matter."""
    return [
        {"post_id": f"m:{language}{number:03}.{copy}", "author_id": f"m:{matter}", "network": "m", "text": sentence}
        for number, (matter, language, sentence) in enumerate(sayings(*languages))
        for copy in range(copies)
    ]
