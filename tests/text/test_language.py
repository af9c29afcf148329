"""The language of a text by script and function words."""

import pytest

from lint.text.document import Document
from lint.text.language import language


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The minister said that prices rose in the capital."),
        ("en", "Prices rose."),
        ("en", "SHARE THIS ARTICLE"),
        ("en", "De Gaulle met the president in La Paz."),
        ("en", "Los Angeles Dodgers beat San Diego Padres"),
        ("en", "Beijing, Wang Wenbin 王文斌 said on Monday."),
        ("de", "Der Minister sagte, dass die Preise steigen und nicht fallen."),
        ("fr", "Le ministre a dit que les prix sont en hausse dans le pays."),
        ("es", "El ministro dijo que los precios subieron en la capital."),
        ("it", "Il ministro ha detto che i prezzi sono aumentati nella capitale."),
        ("pt", "O ministro disse que os preços subiram na capital."),
        ("nl", "De minister zei dat de prijzen in de hoofdstad zijn gestegen."),
        ("sv", "Ministern sade att priserna har stigit i huvudstaden och att de inte kommer att falla."),
        ("pl", "Minister powiedział, że ceny wzrosły w stolicy i nie spadną."),
        ("ru", "Министр сказал, что цены выросли."),
        ("uk", "Міністр сказав, що ціни зросли."),
        ("zh", "部长说，价格上涨。"),
        ("ja", "大臣は価格が上がったと述べた。"),
        ("ko", "장관은 가격이 올랐다고 말했다."),
        ("ar", "قال الوزير إن الأسعار ارتفعت."),
        ("und", "12 345"),
        ("und", ""),
    ],
)
def test_language(code: str, text: str) -> None:
    assert language(Document.of(text)) == code
