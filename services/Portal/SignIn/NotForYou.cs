using Portal.Forms;
using Portal.Pages;

namespace Portal.SignIn;

/// <summary>Tells who is signed in that a page is for others.</summary>
static class NotForYou
{
    public static Task Answer(HttpContext context) => HtmlPage.Of<NoticePage>(context, new { Name = "not-for-you", About = (string?)null }, StatusCodes.Status403Forbidden).ExecuteAsync(context);
}
