/**
 * First names as people in Poland are called by them. Facts (name, vocative, gender) from vocative-polish-firstname,
 * github.com/printu/vocative-polish-firstname, test/imiona.csv, (c) 2015 ECBOX Sp. z o.o., MIT licence.
 * A table of our own: each row says how many letters fall away and what takes their place.
 */
type Row = readonly [gender: 'f' | 'm', cut: number, add: string, names: string];

export const firstNames: readonly Row[] = [
  [
    'f',
    1,
    'o',
    'Ada Adamina Adela Adelajda Adelina Adolfa Adolfina Adria Adriana Adrianna Afrodyta Aga Agata Agnieszka Agrypina Aida Aisza Alberta Albertyna Albina Aldona Aleksandra Alfonsyna Alfreda Alicja Alina Alma Alojza Amadea Amalia Amanda Amata Amelia Amiceta Anastazja Anatolia Andromeda Aneta Angela Angelika Angelina Aniceta Aniela Anita Anna Antonina Apolonia Areta Ariadna Ariela Arleta Arletta Aspazja Asteria Atanazja Augusta Augustyna Aurela Aurelia Aurora Balbina Barbara Bartolomea Bazylissa Beata Beda Begina Benedykta Benigna Benita Berenika Berna Bernadeta Bernadetta Bernardeta Bernardyna Berta Bibianna Biruta Blandyna Blanka Bogdana Bogna Boguchwała Bogumiła Bogusława Boguta Boguwola Bohdana Bolesława Bolisława Borzysława Bończa Bożeciecha Bożena Bożysława Bratumiła Bronisława Bryda Brygida Budzisława Będzisława Cecylia Celestyna Celina Cezara Cezaryna Chwalimira Chwalisława Ciechosława Cieszysława Cyntia Cyriaka Czcibora Czesława Dagmara Dagna Dajana Dalia Dalida Dalila Daniela Danuta Daria Dawida Debora Delfina Demetria Dezyderia Diana Dianna Dina Diomada Diomeda Dionizja Ditta Dobiesława Dobisława Dobrawa Dobrocha Dobrochna Dobromira Dobromiła Dobroniega Dobrosława Domasława Domicela Dominika Domisława Domosława Donata Dorota Drogosława Dyzma Dziersława Dzierżysława Dąbrówka Edda Edmunda Edwarda Edyta Eleonora Eliga Eligia Eliza Elwira Elżbieta Emanuela Emerencja Emilia Emiliana Emma Enema Epifania Erazma Ernesta Ernestyna Erwina Eryka Estera Eudokia Eudoksja Eufemia Eufrozyna Eugenia Eulalia Eunika Euzebia Ewa Ewdokia Ewelina Fabia Fausta Faustyna Felicja Felicjana Felicyta Feliksa Filipina Filomena Flawia Flora Florentyna Fortunata Franciszka Fryda Fryderyka Gabriela Galla Gallina Ganda Gardenia Gaudencja Gawryła Genowefa Georgia Georgina Geraldyna Gerarda Gertruda Gilda Gizela Glikeria Gloria Godzisława Gościsława Gracja Gracjana Grażyna Greta Gryzelda Grzymisława Gustawa Halina Halka Halszka Hanna Helena Heloiza Henryka Hermenegilda Hermenia Hermina Herminia Hiacynta Hilaria Hildegarda Hipolita Honorata Honoryna Hortensja Huberta Ida Idalia Ifigenia Iga Ignacja Ilia Ilona Ilza Imisława Inga Ingeborga Ingrida Innocenta Irena Irina Irma Irmina Iryda Isaura Ismena Ita Iwa Iwetta Iwona Izabela Izabella Izolda Izyda Jadwiga Jagna Jagoda Jakobina Janina Januaria Jarema Jarmiła Jarosława Jaśmina Jerosława Jewdocha Joachima Joanna Jolanda Jolanta Jowita Juda Judyta Julia Julianna Julietta Julita Jurata Justyna Józefa Józefina Kaliksta Kalina Kallina Kamelia Kamila Kamilla Karena Karina Karolina Kasjana Katarzyna Kazimiera Kesja Kinga Kira Klara Klarysa Klaudia Klaudyna Klemencja Klementyna Kleopatra Klotylda Koleta Kolombina Konrada Konradyna Konstancja Kordelia Kordula Kornelia Kryspina Krystiana Krystyna Krzesisława Krzysztofa Ksawera Ksaweryna Ksenia Ksymena Kunegunda Kwiatosława Kwiryna Lamberta Larysa Laura Laurencja Laurentyna Laza Lea Lechosława Lena Leokadia Leona Leonarda Leonia Leonida Leontyna Leopolda Leopoldyna Lesława Liberata Lidia Ligia Liliana Lilianna Lilla Linda Liwia Liza Loda Lolita Longina Lora Loretta Luba Lubomira Lubomiła Lubosza Lucja Lucjola Lucylla Lucyna Ludgarda Ludmiła Ludomira Ludomiła Ludwika Ludwina Luiza Lukrecja Madlena Magda Magdalena Malina Malwina Manfreda Manuela Marcela Marcelina Marcjanna Margareta Maria Marianna Marietta Marika Marina Marita Marlena Marta Martyna Maryla Maryna Marzanna Marzena Materna Matylda Maura Małgorzata Mechtylda Melania Metoda Michalina Mieczysława Milena Milenia Mina Mindora Minodora Mira Mirabella Miranda Mirella Mironiega Mirosława Miła Miłosława Modesta Monika Mścisława Nadia Nadzieja Narcyza Natalia Natasza Neomiła Niegosława Niemira Nikita Nimfa Nina Nonna Nora Norberta Norma Oda Odila Odilla Ofelia Oksana Oktawia Olga Olimpia Oliwia Orchidea Oriana Oswalda Otylia Ozanna Paloma Pamela Patrycja Paula Paulina Pelagia Perpetua Petronela Petronia Pia Placydia Pola Potencjana Prakseda Pryscylla Pryska Przecława Przemysława Przybysława Pudecjanna Pulcheria Pęcisława Rachela Radomiła Radosława Radzisława Rafaela Raissa Rajmunda Ramona Rebeka Regina Rena Renata Rita Roberta Roksana Roma Romana Romualda Rozalia Rozanna Rozyna Rościsława Rudolfa Rudolfina Rufina Ruta Ryszarda Róża Saba Sabina Salomea Samanta Samuela Sandra Sara Saturnina Sawa Scholastyka Sebastiana Selma Serafina Sewera Seweryna Sieciesława Sierosława Sobiesława Sofia Stanisława Stefania Stella Stronisława Strzeżysława Sulimiera Sulisława Swetłana Swietłana Sybilla Sydonia Sylwana Sylwia Symforiana Szarlota Szczęsna Szeliga Szymoneta Sędzisława Sława Sławomira Tacjana Tacjanna Tadeusza Taida Talita Tamara Tatiana Tekla Telimena Telisława Teodora Teodoryka Teodozja Teofila Teresa Tolisława Toma Tomira Tomisława Toska Trzebisława Tworzysława Ulryka Urszula Violetta Wacława Waldemara Walentyna Waleria Waleriana Wanda Warwara Wenesa Wera Weronika Wielisława Wiera Wierzchosława Wiesława Wiktoria Wiktoryna Wilhelmina Wilma Wincenta Wincentyna Wioletta Wirginia Wisława Witolda Witosława Wiwanna Więcemiła Więcesława Wojciecha Wojsława Wrzesława Wrócisława Wszebora Wszemiła Wyszeniega Wyszesława Władysława Włodzisława Włościsława Zawisza Zbigniewa Zbysława Zdzisława Zefiryna Zelmira Zenobia Zenona Zofia Zora Zula Zuzanna Zygfryda Zyta Łucja Ścibora Świętochna Świętomira Świętosława Żaklina Żalina Żaneta Żanna Żegota Żywia',
  ],
  [
    'm',
    0,
    'ie',
    'Abdon Abraham Absalon Achilles Adam Adolf Adrian Agaton Alan Alban Albin Alf Alfons Alpinian Amin Amon Amos Andron Angelus Antonin Antym Anzelm Arnolf Aron Artemon Artus Augustyn Aurelian Balbin Bazylis Bean Beatryks Beatus Beniamin Benignus Benon Bernardyn Bertram Bjorn Blandyn Bogdan Bogusław Bohdan Bolesław Borys Borysław Borzysław Bożysław Brodzisław Bronisław Brunon Budzigniew Budzisław Będzisław Cecylian Celestyn Chociesław Chrystian Chryzostom Chwalisław Ciechosław Cierpisław Cieszysław Cyprian Cyrus Czcisław Czesław Częstogniew Dacjan Damaris Damian Dan Darosław Delfin Denis Dersław Diogenes Dobiegniew Dobiesław Dobrogniew Dobrosław Domasław Domicjan Domosław Dorian Drogosław Duszan Dziersław Dzierżysław Edwin Efrem Egon Emilian Epifan Erazm Ernestyn Erwin Ewelin Fabian Fabrycjan Faustyn Felicjan Felicysym Feliks Festus Fidelis Fides Filemon Filip Flawian Florentyn Florian Floryn Frydolin Gabin Gedeon German Godzisław Gorzysław Gosław Gościsław Gracjan Grodzisław Grzymisław Gustaw Gwidon Hadrian Harasym Hegezyp Herakles Herkulan Herkules Herman Hermes Hieronim Hugon Hygin Ildefons Imisław Irwin Irydion Iwan Iwon Jacław Jakub Jan Janisław Jarogniew Jarosław Jazon Jeron Joachim Job Jonatan Jordan Julian Justyn Justynian Józef Kain Kajetan Kajus Karin Karolin Karp Kasjan Kewin Kilian Klaudian Klaus Klemens Klementyn Kleofas Konradyn Konstans Konstantyn Kordian Kryspin Krystian Krystyn Krzesisław Krzysztof Kwiryn Laurentyn Lechosław Leon Leonidas Lesław Lewin Lilian Longin Longinus Lubosław Lucjan Ludosław Lutogniew Lutosław Magnus Maksym Maksymilian Maksymin Malkolm Malwin Marcelin Marcin Marcjan Marian Martyn Martynian Martynin Masław Matron Mauryn Mieczysław Mirogniew Miron Mirosław Miłosław Miłowan Morzysław Mścigniew Mścisław Naczesław Nahum Namysław Napoleon Narcyz Natalis Natan Naum Nepomucen Niecisław Niegosław Nikodem Ninogniew Norman Nosisław Odon Oktawian Olaf Orestes Ostap Otton Pakoszław Pakosław Pantaleon Paramon Parys Paschalis Paulin Pimen Pius Platon Polikarp Porfirion Priam Probus Prokop Przecław Przemysław Przesław Przybygniew Przybysław Pudens Pęcisław Pękosław Racisław Radosław Radzim Radzisław Ramon Roman Rościgniew Rościsław Ruben Rudolf Rufin Rufus Sabin Salomon Salwin Samson Saturnin Sawin Sebastian Serafin Sewerian Seweryn Sieciesław Siemisław Sierosław Sobiesław Spirydion Spycigniew Spycisław Stanisław Stefan Stojgniew Stojsław Stosław Stronisław Strzeżysław Sulisław Sykstus Sylwan Sylwin Symeon Szczepan Szymon Sądosław Sędzisław Taras Toligniew Tolisław Tomisław Tristan Trofim Trzebisław Twardosław Tworzysław Tycjan Tymon Tytus Ubysław Unisław Urban Ursyn Wacław Wadim Walentyn Walerian Warcisław Wawrzyn Wendelin Wespazjan Wiaczesław Wielisław Wierzchosław Wiesław Wieńczysław Wiktorian Wiktoryn Wilhelm Wisław Witalian Witalis Witosław Więcesław Więczysław Wodzisław Wojsław Wrzesław Wrócisław Wszegniew Wyszesław Władysław Włodzisław Włościsław Zbigniew Zbisław Zbrosław Zbygniew Zbysław Zdobysław Zdzisław Zefiryn Zenon Ziemisław Zorian Ładysław Łucjan Świętosław Żelisław Żyrosław Żywisław',
  ],
  [
    'm',
    0,
    'u',
    'Abdiasz Abercjusz Achacjusz Agatonik Ageusz Albaniusz Amadeusz Amedeusz Ananiasz Anatol Andonik Andrzej Angel Apoloniusz Ariel Arkadiusz Arseniusz Arystarch Asteriusz Auksencjusz Aureliusz Axel Barabasz Barnabasz Bartosz Bartłomiej Bazyl Bazyliusz Benicjusz Bogusz Bohusz Boromeusz Borzywoj Bożeciech Bożymierz Bożywoj Bronisz Broniwoj Brykcjusz Budzisz Budziwoj Błażej Cecyl Cecyliusz Cezariusz Charyzjusz Chwalibóg Cyriak Cyryl Czech Czechasz Częstowoj Dadąbog Daniel Danisz Dariusz Demetriusz Dezyderiusz Dionizjusz Dobrociech Dobromierz Dobronieg Dobrowój Dominik Dymitriusz Dytrych Dzierżykraj Długosz Eliasz Eligiusz Elizeusz Emanuel Emeryk Emil Emiliusz Enoch Epifaniusz Eryk Euchariusz Eudoksjusz Eugeniusz Eulogiusz Eustachiusz Eutropiusz Euzebiusz Ezdrasz Ezechiel Flawiusz Florencjusz Frumencjusz Fryderyk Gabriel Gajusz Gall Gaudencjusz Germanik Gniewosz Godzimierz Godzisz Gorgoncjusz Grzegorz Heliasz Henryk Herakliusz Honoriusz Horacjusz Hortensjusz Ireneusz Izaak Izajasz Jaczewoj Janusz Jaropełk Jeremiasz Joel Jonasz Judasz Juliusz Jędrzej Kamil Kanizjusz Karol Kazimierz Klaudiusz Konstancjusz Kornel Korneliusz Laurencjusz Lech Leoncjusz Liboriusz Liwiusz Lubomierz Lucjol Lucjusz Ludwik Machabeusz Maciej Marcel Marcjal Mariusz Mateusz Micheasz Mikołaj Mironieg Miłosz Mojżesz Mokij Mściwój Natanael Nawoj Nehemiasz Nemezjusz Odil Odyseusz Oktawiusz Olech Oleg Orfeusz Otniel Ozeasz Pakosz Patrycjusz Patryk Pelagiusz Petroniusz Pompejusz Prudencjusz Przedpełk Przedwoj Przybywoj Radociech Radzimierz Radziwoj Rafael Remigiusz Roch Roderyk Rodryg Rodryk Samuel Saul Sergiusz Sieciech Siemiodrog Skarbimierz Sofroniusz Strzeżywoj Sulimierz Suliwoj Sulpicjusz Sylweriusz Sylwiusz Symplicjusz Szwieciech Sędziwoj Sławoj Sławosz Tacjusz Tadeusz Teodozjusz Teofil Terencjusz Tezeusz Tobiasz Tomasz Tyberiusz Tyburcjusz Tymoteusz Ulrych Ulryk Uniedrog Uriasz Urlyk Waleriusz Wasyl Wenancjusz Wiktoriusz Winicjusz Wirgiliusz Wirginiusz Wojciech Wolfgang Wróciwoj Wszeciech Włodzimierz Włodziwoj Zachariasz Zacheusz Zdziwoj Zenobiusz Łazarz Łucjusz Łukasz Świeciech Świętopełk',
  ],
  [
    'm',
    0,
    'ze',
    'Addar Agenor Artur Balcer Baltazar Blizbor Bogudar Bogumir Bolebor Bolemir Borzymir Bożebor Bożydar Bronimir Budzimir Będzimir Chociebor Chociemir Chwalimir Cibor Ciechomir Cieszybor Cieszygor Cieszymir Czcibor Czesemir Częstobor Częstomir Dalebor Dalegor Dalemir Dobiemir Dobromir Dobrymir Domamir Dragomir Drogomir Dymitr Dzierżymir Edgar Gabor Gaspar Gniewomir Goar Godzimir Gościmir Heliodor Igor Izydor Jaromir Kastor Kir Krzesimir Leodegar Lubomir Lubor Ludomir Lutobor Lutomir Maur Melchior Miromir Mojmir Myślibor Myślimir Męcimir Mścibor Nadbor Nadmir Nestor Nicefor Niedamir Niegomir Niemir Nieznamir Nikanor Nikifor Oliwier Oskar Otomar Piotr Prochor Prosimir Przedbor Przybymir Racibor Racimir Radomir Radzimir Rainer Roger Rościmir Salwator Sambor Sewer Skarbimir Soter Spycimir Stanimir Stojmir Strzeżymir Sulibor Sulimir Sądomir Sądzimir Sławobor Sławomir Telesfor Teodor Tolimir Tomir Trzebimir Tworzymir Tęgomir Unimir Waldemar Walter Werner Wiktor Witomir Więcemir Wojbor Wojmir Wolimir Wolmar Wrócimir Wszebor Wszemir Wyszemir Wyszomir Władymir Włodzimir Włościbor Zbroimir Zdzibor Zdzimir Zefir Łękomir Ścibor Światozar Święcimir Świętobor Świętomir Żytomir',
  ],
  [
    'm',
    0,
    '',
    'Achacy Ado Afanazy Aleksy Ali Alojzy Ambroży Anastazy Antoni Apolinary Apollo Arkady Atanazy Aureli Bazyli Berno Bonifacy Bruno Cezary Damazy Dezydery Dionizy Epifani Eustachy Fabrycy Florenty Galezy Gaudenty Gerwazy Hilary Horacy Hugo Idzi Ignacy Innocenty Iwo Jacenty January Jeremi Jerzy Jozue Kalasanty Kanty Konstanty Korneli Ksawery Laurenty Makary Marceli Maurycy Metody Nelly Noe Odo Onufry Otto Pafnucy Pankracy Patrycy Protazy Romeo Salezy Serwacy Sylwery Szczęsny Walenty Walery Wincenty',
  ],
  [
    'm',
    1,
    'cie',
    'Adalbert Adaukt Agapit Albert Albrecht Anicet Asenat Benedykt Biernat Chryzant Dagobert Demokryt Dobrowit Domarat Domawit Donat Egbert Engelbert Fortunat Gilbert Goliat Gościwit Gwalbert Helmut Herbert Hiacynt Hipolit Honorat Hubert Humbert Jozafat Józefat Kalistrat Kanut Kiejstut Klement Klet Kondrat Ksenofont Kurt Lambert Lenart Liberat Libert Mamert Mansfet Manswet Miłowit Norbert Prot Radowit Redogort Renat Robert Rupert Ruprecht Rut Rygobert Siemowit Siestrzewit Sozant Torpet Trzebowit Uniewit Wit Zbylut Ziemowit Zygmunt',
  ],
  [
    'm',
    0,
    'zie',
    'Alfred Arnold Bazylid Bernard Bertold Bertrand Bogurad Bogusąd Burchard Cieszyrad Czcirad Dawid Domarad Donald Eberhard Edmund Edward Erhard Ewald Ferdynand Gebhard Gerald Gerard Gerhard Godfryd Gotard Gotfryd Gościrad Hermenegild Jurand Kandyd Kondrad Konrad Krzywosąd Leonard Leonid Leopard Leopold Manfred Medard Miłorad Olgierd Oswald Placyd Przybyrad Radowid Rajmund Rajnold Reinhold Roland Romuald Ronald Ryszard Sebald Siemirad Sobiesąd Sulirad Teobald Ubald Wilibald Witold Witołd Więcerad Wszebąd Wszerad Zygfryd',
  ],
  [
    'm',
    2,
    'ście',
    'August Boleczest Dobiemiest Dobrogost Dobrowiest Erast Ernest Ewaryst Eweryst Faust Kalikst Lubogost Miligost Miłogost Modest Przybyczest Radogost Uniegost',
  ],
  [
    'm',
    1,
    'le',
    'Boguchwał Bogumił Bratumił Dobromił Drogomił Gościmił Kirył Ludomił Michał Przemił Radomił Rafał Siestrzemił Tomił Witomił Więcemił Wszemił',
  ],
  [
    'm',
    2,
    'śle',
    'Bolemysł Cieszymysł Dobromysł Drogomysł Lubomysł Lutomysł Niezamysł Ninomysł Przemysł Radomysł Siemomysł Trzebomysł Uniemysł Witomysł',
  ],
  ['f', 0, '', 'Abigail Beatrice Beatrycze Berenike Carmen Dolores Doris Inez Ingrid Margot Miriam Noemi Salome'],
  ['f', 1, 'u', 'Asia Fabiola Kaja Karola Kasia Maja Mariola Ola Sonia Wiola'],
  ['m', 2, 'rze', 'Aleksander Kacper Kasper Leander Prosper Sylwester'],
  ['m', 2, 'ku', 'Franciszek Jacek Leszek Marek Radek'],
  ['m', 1, 'o', 'Barnaba Batszeba Bonawentura Kosma'],
  ['m', 2, 'le', 'Abel Gaweł Paweł'],
  ['m', 1, 'u', 'Mieszko Zbyszko'],
  ['m', 1, 'niu', 'Czechoń'],
  ['m', 2, 'wie', 'Lew'],
  ['m', 4, 'ńcu', 'Wawrzyniec'],
];
