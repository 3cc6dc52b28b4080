/**
 * The 256 words that stand for one byte each, in alphabetical order. The list is our own: Italian nouns of daily life of four
 * letters and more, without accents; no two begin with the same four letters or differ by one letter, so that they
 * can be read out on the telephone. A test keeps these rules. The order is part of the format: it never changes.
 */
export const controlWordList: readonly string[] = `
abete acero acqua agenda airone albero alloro ambra amico anello angolo antenna arancia argento armadio arrivo
asilo atlante atomo aurora autunno avena azzurro bacca balcone balena banco basalto bosco bottone braccio
brezza bronzo bruno bussola cabina calamita camino candela canto capra carota cascata castello cavallo cedro
cervo chiave chitarra cicala ciliegia cipresso colle colomba cometa conchiglia coperta corallo corda cuscino
danza dattero delfino diamante divano dolce domino dorso drago duomo ebano edera elica enigma estate eucalipto
fabbro faggio falco fanale farfalla favola felce ferro fiaba finestra fiore fiume foglia fontana foresta
formica forno fragola freccia frumento fungo fuoco gabbiano galassia gambo gatto gelso geranio ghianda giacca
ginepro giorno girasole globo gomito gondola grano grillo grotta guanto iceberg impasto incenso inchiostro
infanzia inverno iride isola istrice lampada lanterna larice latte lavanda legno leone lepre lettera libro
liceo limone lontra luglio maestro maglia magnolia mandorla marmo martello matita mattone menta mercato merlo
metallo miele minerale mirto mobile monte mosaico motore mulino muschio musica nebbia nocciola notte nuvola
occhio oceano oliva opera orbita orchidea orizzonte orologio ortica ottobre ovest ozono padella palma papavero
parete passero pastore patata penna pesca petalo piazza pietra pigna pioggia piuma pizzo platano polena porta
prato primavera prisma prugna pulce quadro quaglia quarzo quercia rabarbaro radice regata resina ricamo riccio
roccia rondine rovere rubino ruota sabbia salice sapone sasso scala scoglio scuola sedia segale selva sentiero
sfera siepe sorgente spiga spugna stagno stella strada sughero tamburo tappeto tavolo teatro tegola tempio
topazio tovaglia trifoglio tulipano turchese uccello unghia usignolo vaniglia vapore vulcano zafferano zattera
zenzero`
  .trim()
  .split(/\s+/);
